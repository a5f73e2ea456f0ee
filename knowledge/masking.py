"""Blot out numbers that tell who somebody is, before a text is kept: the rest stays readable.

Alien registration numbers (A and 7 to 9 digits), social security numbers, receipt numbers of
immigration cases, passports and licences, bank cards, telephone numbers. Dates, years, votes,
sums, laws and the codes of answers are not such numbers, nor are telephones that are public
anyway. In doubt a number is blotted out.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

MASK_SIGN = "•"
_GAP = r"[\s.\-‐-―−/]"  # between groups of digits, as people type them
_GAPS = rf"{_GAP}{{0,3}}"
_EDGE, _END = r"(?<![\w•])", r"(?!\d)"

_LETTERED = re.compile(
    rf"{_EDGE}(?:"
    # A 123 456 789, A#123456789, A-12345678
    rf"A\s?(?:#|no\.?|n[uú]m\.?|nimewo)?{_GAPS}(?:\d{{7,9}}|\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{2,3}})"
    rf"|[A-Z]{{3}}{_GAP}?\d{{2}}{_GAP}?\d{{3}}{_GAP}?\d{{5}}"  # IOE-09-123-45678
    r"|[A-Z]{1,3}[-#]?\d(?:[-‐-―−]?\d){6,14}"  # AB1234567, D123-456-78-901-0
    rf"){_END}",
    re.IGNORECASE,
)
_ABROAD = re.compile(rf"\+{_GAPS}\(?\d(?:[\s.\-()‐-―−/]{{0,3}}\d){{6,14}}{_END}")
_BARE = re.compile(rf"(?<![\d$€•])\d{{7,19}}{_END}")
_GROUPED = re.compile(
    rf"{_EDGE}(?:"
    rf"\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{4}}"  # social security
    rf"|\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2,3}}"  # A-number without its letter
    rf"|(?:\d{{4}}{_GAP}){{3}}\d{{1,7}}|\d{{4}}{_GAP}\d{{6}}{_GAP}\d{{5}}"  # cards
    rf"|(?:1{_GAP})?\(?\d{{3}}\)?{_GAPS}\d{{3}}{_GAPS}\d{{4}}"  # telephone, with its area
    rf"|\d{{3}}[\s.\-‐-―−]\d{{4}}|\d{{4}}[\s.\-‐-―−]\d{{4}}"  # telephone, without; Haiti, Cuba
    rf"|(?:\d{{2}}{_GAP}){{3}}\d{{2}}"  # in pairs, as in Haiti
    rf"){_END}"
)
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = re.compile(
    rf"{_YEAR}{_GAP}?(?:0[1-9]|1[0-2]){_GAP}?(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01]){_GAP}(?:0?[1-9]|[12]\d|3[01]){_GAP}{_YEAR}"
)
_YEARS = re.compile(rf"{_YEAR}(?:{_GAP}{_YEAR})*")
_SPACED_YEAR = re.compile(rf"\d{{3}}\s{_YEAR}")  # "room 305 2025"
_DIGIT = re.compile(r"\d")
_LOCAL_LENGTH = 7  # digits without the area, of ten


def mask_numbers(text: str, public: Iterable[str] = ()) -> str:
    """Return a text with each digit of such a number replaced by a blot.

    `public` telephones stay, written in any way, with or without country and area.
    """
    known = {_local_digits(phone) for phone in public}
    known |= {phone[-_LOCAL_LENGTH:] for phone in known}
    for pattern, keeps in _NUMBERS:
        text = pattern.sub(partial(_mask_match, keeps, known), text)
    return text


def _mask_match(keeps: Callable[[str], bool], public: set[str], found: re.Match[str]) -> str:
    number = found[0]
    if keeps(number) or (not number[0].isalpha() and _local_digits(number) in public):
        return number
    return _DIGIT.sub(MASK_SIGN, number)


def _local_digits(phone: str) -> str:
    """Return the digits of a telephone in this country, without the 1 that may stand before."""
    digits = "".join(str(int(digit)) for digit in _DIGIT.findall(phone))
    return digits[1:] if len(digits) == _LOCAL_LENGTH + 4 and digits[0] == "1" else digits


def _keeps_nothing(_number: str) -> bool:
    return False


def _is_lettered_date(number: str) -> bool:
    """Tell "a 2024-2025 plan" from an A-number."""
    return _is_date(re.sub(r"^[A-Za-z]+\s", "", number))


def _is_date(number: str) -> bool:
    """Tell a day, a year or a span of years from a number of somebody's."""
    return any(pattern.fullmatch(number) for pattern in (_DAY, _YEARS, _SPACED_YEAR))


_NUMBERS = (
    (_LETTERED, _is_lettered_date),
    (_ABROAD, _keeps_nothing),
    (_GROUPED, _is_date),
    (_BARE, _is_date),
)
