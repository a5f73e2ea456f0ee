"""Telegram's documented limits, by name. Source: the Bot API page and its bots FAQ."""

from datetime import timedelta
from typing import Final

TEXT: Final = 4096
CAPTION: Final = 1024
ENTITIES: Final = 100
CALLBACK_DATA_BYTES: Final = 64
CALLBACK_ANSWER: Final = 200
COPY_TEXT: Final = 256
BUTTONS: Final = 100
BUTTONS_IN_A_ROW: Final = 8

COMMANDS: Final = 100
COMMAND_DESCRIPTION: Final = 256
DESCRIPTION: Final = 512
SHORT_DESCRIPTION: Final = 120
NAME: Final = 64

UPLOAD_BYTES: Final = 50 * 1024 * 1024
PHOTO_BYTES: Final = 10 * 1024 * 1024
DOWNLOAD_BYTES: Final = 20 * 1024 * 1024

UPDATES_AT_ONCE: Final = 100
MESSAGE_KEPT_IN: Final = timedelta(hours=24)
CALLBACK_KEPT_IN: Final = timedelta(seconds=150)
INLINE_KEPT_IN: Final = timedelta(seconds=30)
INLINE_RESULTS: Final = 50
INLINE_RESULT_ID: Final = 64
DELETABLE_IN: Final = timedelta(hours=48)

ANONYMOUS_ADMIN_ID: Final = 1087968824
