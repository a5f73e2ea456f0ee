"""From the bytes of a feed to its events: one bad line must not cost the rest of the feed."""

import re
from collections.abc import Iterable, Iterator

import icalendar

MAX_EVENTS = 10_000
_FOLD = re.compile(rb"\r?\n[ \t]")


def unfold_lines(body: bytes) -> str:
    """Return the text of a feed with its folded lines joined.

    Lines are joined as bytes, because a fold may stand inside a character (RFC 5545, 3.1). Each
    line is then UTF-8 as the standard says, else the old Windows page. Raise ValueError if the
    text is no calendar, is cut off, or holds more events than can be read.
    """
    joined = _FOLD.sub(b"", body.removeprefix(b"\xef\xbb\xbf"))
    text = "\n".join(_decode_line(line) for line in joined.splitlines())
    upper = text.upper()
    if "BEGIN:VCALENDAR" not in upper[:2000]:
        raise ValueError("answered something else where a calendar was asked for")
    if "END:VCALENDAR" not in upper:
        raise ValueError("its calendar is cut off")
    if upper.count("BEGIN:VEVENT") > MAX_EVENTS:
        raise ValueError(f"its calendar holds more than {MAX_EVENTS} events")
    return text


def _decode_line(line: bytes) -> str:
    """Return one line as text."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def parse_events(text: str, rejected: list[str]) -> list[icalendar.Event]:
    """Return the events of a feed, parsed whole, else without zones, else each alone."""
    for attempt in (text, _without_zones(text)):
        try:
            calendar = icalendar.Calendar.from_ical(attempt)
            return [e for e in calendar.walk("VEVENT") if isinstance(e, icalendar.Event)]
        except Exception as fault:  # the library raises whatever its parser met
            reason = f"{type(fault).__name__}: {fault}"[:160]
    rejected.append(f"feed read event by event: {reason}")
    events = []
    for block in _component_blocks(text.split("\n"), "VEVENT"):
        try:
            parsed = icalendar.Event.from_ical("\r\n".join(block))
        except Exception as fault:  # as above
            rejected.append(f"event: {type(fault).__name__}: {fault}"[:200])
            continue
        if isinstance(parsed, icalendar.Event):
            events.append(parsed)
    return events


def _component_blocks(lines: Iterable[str], name: str) -> Iterator[list[str]]:
    """Yield the lines of each component that is begun and ended."""
    block: list[str] = []
    for line in lines:
        word = line.strip().upper()
        if word == f"BEGIN:{name}":
            block = [line]
        elif block:
            block.append(line)
            if word == f"END:{name}":
                yield block
                block = []


def _without_zones(text: str) -> str:
    """Return a text without its zone definitions; the library knows the common ones."""
    lines = text.split("\n")
    zones = {id(line) for block in _component_blocks(lines, "VTIMEZONE") for line in block}
    return "\n".join(line for line in lines if id(line) not in zones)


def feed_zone(text: str) -> str:
    """Return the zone name a feed gives for its floating times, or ""."""
    match = re.search(r"^X-WR-TIMEZONE:(\S+)", text, re.MULTILINE)
    return match[1] if match else ""
