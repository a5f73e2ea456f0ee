"""Updates as Telegram gave them: stored before they are confirmed, handled once."""
