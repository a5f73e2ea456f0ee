"""Reading a typed lead time: "3 hours before", "3 horas antes", "3 èdtan anvan"."""

import re
import unicodedata
from datetime import time

from knowledge.alerts.lead_time import LeadTime
from knowledge.meetings.clock_times import parse_times
from knowledge.numbers import parse_number

MIN_LEAD_MINUTES, MAX_LEAD_DAYS = 5, 30
MAX_LEAD_TEXT = 200  # characters; a lead time takes a few words

_NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "sixty": 60,
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20,
    "treinta": 30, "cuarenta": 40, "sesenta": 60,
    "yon": 1, "youn": 1, "de": 2, "twa": 3, "kat": 4, "senk": 5, "sis": 6, "set": 7, "uit": 8,
    "nef": 9, "dis": 10, "douz": 12, "kenz": 15, "ven": 20, "trant": 30, "karant": 40,
    "swasant": 60,
}  # fmt: skip
_UNIT_WORDS = {
    1: "minutes minute minuto minutos minit mins min m",
    60: "hours hour horas hora edtan etan hrs hr h",
    1440: "days day dias dia jou jounen d",
    10080: "weeks week semanas semana semen senmen w",
}
_MINUTES_BY_UNIT = {
    word: minutes for minutes, words in _UNIT_WORDS.items() for word in words.split()
}
# Creole writes some hours as one word, and people part it: "twazèdtan", "twazèd tan".
_GLUED_HOURS = {
    "inedtan": 60,
    "dezedtan": 120,
    "twazedtan": 180,
    "katredtan": 240,
    "senkedtan": 300,
    "sizedtan": 360,
    "setedtan": 420,
    "uitedtan": 480,
    "nevedtan": 540,
    "dizedtan": 600,
}
_PARTED = re.compile(r"ed tan\b")
_HALVES = re.compile(r"\b(?:half an? hour|media hora|demi ?-?(?:edtan|etan|le))\b")
_AND_HALF = re.compile(r"\band a half\b|\by media\b|\b(?:e ?|ed)demi\b|\bedmi\b")
_EVENING = re.compile(
    r"\b(?:evening|night) before\b|\beve\b|\b(?:noche|tarde) anterior\b|\bvispera\b"
    r"|\b(?:noche|tarde) (?:de )?antes\b|\baswe (?:anvan|avan)\b|\blavey\b"
)
_DAY_BEFORE = re.compile(
    r"\bday before\b|\bdia (?:antes|anterior)\b|\bjou (?:anvan|avan)\b|\bprevious day\b"
)
_EACH = re.compile(r"\b(?:each|every) session\b|\bcada sesion\b|\bchak (?:sesyon|seyans)\b")
_AMOUNT = re.compile(
    rf"(?P<n>\d+\s*|\b(?:{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})\s+)"
    rf"(?P<unit>{'|'.join(sorted(_MINUTES_BY_UNIT, key=len, reverse=True))})\b"
)
_NOON = re.compile(r"\b(?:noon|mediodia|midi)\b")
_HOUR = re.compile(
    r"\b(?:at|a las?|a|nan|vè|ve|@)\s*(?P<at>\d{1,2}(?::\d{2})?\s*[ap]?\.?\s?m?\.?)"
)


def parse_lead(text: str) -> LeadTime | None:
    """Return the lead a person typed, in whichever of the three languages, or None.

    It must lie between five minutes and thirty days.

    >>> parse_lead("3 èdtan anvan") == parse_lead("three hours before") == Lead(minutes=180)
    True
    """
    text = text[:MAX_LEAD_TEXT]
    words = _fold_lead_text(text)
    each = bool(_EACH.search(words))
    words = _EACH.sub(" ", words)
    at = _day_before_hour(text, words)
    if _EVENING.search(words):
        return LeadTime(days=1, at=at, evening=True, each=each)
    minutes = _total_minutes(words)
    if minutes is None and _DAY_BEFORE.search(words):
        minutes = 1440
    if minutes is None or not MIN_LEAD_MINUTES <= minutes <= MAX_LEAD_DAYS * 1440:
        return None
    days, rest = divmod(minutes, 1440)
    if at and days and not rest:
        return LeadTime(days=days, at=at, each=each)
    return LeadTime(days=days, minutes=rest, each=each)


def is_time_span(text: str) -> bool:
    """Tell whether a text is a length of time and nothing else: "30 min", "2 èdtan", "media hora".

    >>> is_span("30 min"), is_span("june 30")
    (True, False)
    """
    words = _fold_lead_text(text[:MAX_LEAD_TEXT])
    if _total_minutes(words) is None:
        return False
    for pattern in (_HALVES, _AND_HALF, _AMOUNT, re.compile(rf"\b(?:{'|'.join(_GLUED_HOURS)})\b")):
        words = pattern.sub(" ", words)
    return not words.split()


def _fold_lead_text(text: str) -> str:
    """Return a text in lower case without accents and stray marks, its Creole hours whole."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    plain = " ".join(re.sub(r"[^\w@:.]+", " ", plain).split())
    return _PARTED.sub("edtan", plain)


def _total_minutes(words: str) -> int | None:
    """Return the minutes that a folded text adds up to, or None if it names no amount."""
    total, found = 0, False
    for match in _HALVES.finditer(words):
        total, found = total + 30, True
        words = words.replace(match[0], " ")
    for word, minutes in _GLUED_HOURS.items():
        if re.search(rf"\b{word}\b", words):
            total, found = total + minutes, True
            words = re.sub(rf"\b{word}\b", " ", words)
    last = 60 if found else 0
    for match in _AMOUNT.finditer(words):
        last = _MINUTES_BY_UNIT[match["unit"]]
        number = match["n"].strip()
        amount = _NUMBER_WORDS.get(number) or parse_number(number) or 0
        total, found = total + amount * last, True
    if found and _AND_HALF.search(words):
        total += last // 2
    return total if found else None


def _day_before_hour(text: str, words: str) -> time | None:
    """Return the hour of "the day before at 6 pm", or None."""
    if not (_EVENING.search(words) or _DAY_BEFORE.search(words) or " d" in words):
        return None
    if _NOON.search(words):
        return time(12)
    match = _HOUR.search(text.casefold())
    times = parse_times(match["at"]).times if match else ()
    return times[0] if times else None
