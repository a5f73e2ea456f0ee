"""The languages the bot speaks; a town names those it needs."""

from enum import StrEnum


class Language(StrEnum):
    """A language the bot speaks; the value is its ISO 639-1 code."""

    EN = "en"
    ES = "es"
    HT = "ht"

    @classmethod
    def from_tag(cls, tag: str | None) -> "Language | None":
        """Return the language of an IETF tag such as `es-419`, or None if we do not speak it.

        Source: Telegram's `User.language_code` is optional and may be any tag.
        """
        primary = (tag or "").replace("_", "-").split("-")[0].strip().lower()
        return cls(primary) if primary in [member.value for member in cls] else None
