"""How each language writes a day, a month, a weekday and a time of day.

The words are ours because libraries print Creole dates in French.
"""

import re
from datetime import date, time

from knowledge.language import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    Language.EN: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    Language.ES: (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    Language.HT: (
        "janvye", "fevriye", "mas", "avril", "me", "jen",
        "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    ),
}  # fmt: skip

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    Language.EN: (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ),
    Language.ES: ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    Language.HT: ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
}  # fmt: skip

SHORT_MONTH = 3  # letters
_PERIOD = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def format_day(on: date, language: Language) -> str:
    """Write a date out: June 30, 2025 / 30 de junio de 2025 / 30 jen 2025."""
    name = MONTHS[language][on.month - 1]
    match language:
        case Language.EN:
            return f"{name} {on.day}, {on.year}"
        case Language.ES:
            return f"{on.day} de {name} de {on.year}"
        case Language.HT:
            return f"{'1ye' if on.day == 1 else on.day} {name} {on.year}"


def format_month(year: int, number: int, language: Language) -> str:
    """Write a month and its year: June 2025 / junio de 2025 / jen 2025."""
    name = MONTHS[language][number - 1]
    return f"{name} de {year}" if language is Language.ES else f"{name} {year}"


def format_weekday_and_day(on: date, language: Language) -> str:
    """Write a date with its weekday: Thursday, December 10, 2026 / jueves 10 de diciembre…"""
    comma = "," if language is Language.EN else ""
    return f"{WEEKDAYS[language][on.weekday()]}{comma} {format_day(on, language)}"


def format_clock_time(at: time, language: Language) -> str:
    """Write a time of day: 5:00 PM / 5:00 p. m. / 5:00 PM."""
    hour, half = at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"
    if language is Language.ES:
        half = "a. m." if at.hour < 12 else "p. m."
    return f"{hour}:{at.minute:02d} {half}"


def format_period(text: str, language: Language) -> str:
    """Write `2025-06-30`, `2025-06`, `2025` or a span `a/b` of these; empty stays empty.

    Raises ValueError if the text is none of these.
    """
    if not text:
        return ""
    if "/" in text:
        first, last = text.split("/", 1)
        return _format_span(first, last, language)
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year]:
            return str(year)
        case [year, number]:
            return format_month(year, number, language)
        case [year, number, of_month]:
            return format_day(date(year, number, of_month), language)
    raise ValueError(f"'{text}' is not a date; write it as 2025-06-30, 2025-06 or 2025")


def format_short_period(text: str, language: Language) -> str:
    """Write an ISO day or period in few letters: Jul 9, 2025 / 9 jul 2025 / 9 jiyè 2025."""
    long = format_period(text, language)
    if language is Language.HT:
        return long  # its months are short already
    plain = long.replace(" de ", " ") if language is Language.ES else long
    for name in MONTHS[language]:
        plain = plain.replace(name, name[:SHORT_MONTH])
    return plain


def is_period(text: str) -> bool:
    """Tell whether a text is one ISO day, month or year: 2025-06-30, 2025-06 or 2025."""
    if not _PERIOD.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _format_span(first: str, last: str, language: Language) -> str:
    """Write a span; within one month the month and year are said once."""
    whole = format_period(last, language)
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        began, ended = str(int(first[8:])), str(int(last[8:]))
        return whole.replace(ended, f"{began}–{ended}", 1)
    return f"{format_period(first, language)} – {whole}"
