"""What each Bot API method does to the simulated Telegram, one module a noun."""
