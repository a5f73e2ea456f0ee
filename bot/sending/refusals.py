"""What a refusal of Telegram means: how the world is, or a fault of ours; for all sending alike.

Source of the words: the Bot API server (github.com/tdlib/telegram-bot-api), which passes on
Telegram's own error names in capitals; both are looked for without regard to case.
"""

from telegram.error import BadRequest, Forbidden, TelegramError

CHAT_GONE = ("chat not found", "user is deactivated", "group chat was deactivated")
TOPIC_GONE = ("message thread not found", "topic_deleted")
CHAT_SILENCED = (
    "not enough rights", "have no rights to send", "need administrator rights",
    "chat_write_forbidden", "chat_restricted", "chat_send_", "chat_admin_required",
    "topic_closed", *TOPIC_GONE,
)  # fmt: skip
"""The chat or its topic is there, or was, and we may not write in it."""


def error_mentions(error: TelegramError, words: tuple[str, ...]) -> bool:
    """Tell whether an error says any of these words."""
    text = str(error).lower()
    return any(each in text for each in words)


def is_chat_unreachable(error: Exception) -> bool:
    """Tell whether a chat cannot be written to: no try more would help, and nothing is broken."""
    return isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and error_mentions(error, (*CHAT_GONE, *CHAT_SILENCED))
    )
