"""From the place a clerk typed to a key that changes only if people must walk elsewhere."""

import re
from urllib.parse import urlsplit

from knowledge.meetings.city import City

VIRTUAL = "virtual"
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_ONLINE_HOSTS = (
    "zoom.us",
    "zoomgov.com",
    "teams.microsoft.com",
    "teams.microsoft.us",
    "teams.live.com",
    "meet.google.com",
    "webex.com",
    "gotomeeting.com",
    "meet.goto.com",
    "gotomeet.me",
    "bluejeans.com",
    "ringcentral.com",
)
_ONLINE = re.compile(r"\b(virtual|zoom|webex|teams|online|remote|telephonic)\b", re.IGNORECASE)
_STATUS_WORDS = re.compile(
    r"\b(cancell?ed|cancellation|postponed|deferred|rescheduled (?:to|for|from)[^,\n]*)\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(r"^\W*(n\W?/?\W?a|tb[ad]|to be (announced|determined)|none)?\W*$", re.I)
_ADDRESS = re.compile(r"^\d+\S* ")
_STATE = re.compile(r"^(fl|florida)?\s*(\d{5}(-\d{4})?)?$")
_ABBREVIATIONS = {
    "st": "street",
    "ave": "avenue",
    "av": "avenue",
    "blvd": "boulevard",
    "rd": "road",
    "dr": "drive",
    "ln": "lane",
    "hwy": "highway",
    "rm": "room",
    "ste": "room",
    "suite": "room",
    "fl": "floor",
    "bldg": "building",
    "ctr": "center",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "the": "",
}


def clean_place(text: str) -> str:
    """Return the place as people should read it: one line, without links and status words."""
    lines = _STATUS_WORDS.sub("", _URL.sub("", text)).replace("\r", "\n").split("\n")
    parts = [" ".join(line.split()).strip(" ,;-–") for line in lines]
    shown = ", ".join(part for part in parts if part)
    return "" if _NO_PLACE.match(shown) else shown


def find_join_link(text: str) -> str:
    """Return the first link of a text that leads into an online meeting, or "".

    Any other link (the calendar's own page, a file) is no way to take part.
    """
    links = (match[0].rstrip(".,;)>\"'") for match in _URL.finditer(text))
    return next((link for link in links if _is_meeting_room(link)), "")


def _is_meeting_room(link: str) -> bool:
    """Tell whether a link's host is a known service for online meetings."""
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return any(host == room or host.endswith(f".{room}") for room in _ONLINE_HOSTS)


def place_key(text: str, city: City) -> str:
    """Return a key such as "city-hall/commission chambers"; "" if no place is named.

    Case, spaces, abbreviations and the known address of a known building make no difference.
    """
    shown = clean_place(text)
    if not shown:
        return ""
    parts = [_fold_part(part) for part in re.split(r"[,;\n]|\s[-–—]\s", shown)]
    locals_ = {_fold_part(name) for name in city.localities}
    parts = [p for p in parts if p and p not in locals_ and not _is_state(p, locals_)]
    key, known = "", set[str]()
    for place in city.places:
        names = {_fold_part(name) for name in place.names}
        if any(part in names for part in parts) or any(
            _fold_part(a) in parts for a in place.address
        ):
            key, known = place.key, names | {_fold_part(a) for a in place.address}
            break
    rest = [part for part in parts if part not in known]
    if key:
        rest = [part for part in rest if not _ADDRESS.match(part)] or []
    is_online = bool(_ONLINE.search(shown))
    if is_online and not key and not any(_ADDRESS.match(part) for part in rest):
        return VIRTUAL
    rest = [part for part in rest if not _ONLINE.search(part)]
    return "/".join(([key] if key else []) + sorted(dict.fromkeys(rest)))


def places_differ(one: str, other: str) -> bool:
    """Tell whether two sources name different places: saying less is not saying otherwise."""
    if not one or not other:
        return False
    first, second = set(one.split("/")), set(other.split("/"))
    return not (first <= second or second <= first)


def _fold_part(part: str) -> str:
    """Return a part of an address in one spelling."""
    words = re.sub(r"[^\w\s]", " ", part.casefold()).split()
    return " ".join(filter(None, (_ABBREVIATIONS.get(word, word) for word in words)))


def _is_state(part: str, localities: set[str]) -> bool:
    """Tell whether a part is the state, a zip code, or the town with them."""
    for town in localities:
        part = part.removeprefix(town).strip()
    return bool(_STATE.match(part.replace("floor", "fl")))
