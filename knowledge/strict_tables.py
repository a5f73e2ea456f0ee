"""Reading tables of a file strictly: every fault is noted with its place and its remedy.

Nothing is raised while reading, so that one look tells all; a value that cannot be used is
replaced by a harmless one, and what was read is used only if no fault was noted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from knowledge.errors import CivicBotError


class TownFilesError(CivicBotError):
    """Files of a town cannot be used; the message lists every fault."""

    def __init__(self, faults: list[str]) -> None:
        """Take the faults, each with its file, place and remedy."""
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


def short_repr(value: object) -> str:
    """Return a value of a file in few words."""
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


@dataclass(slots=True)
class StrictTable:
    """One table of a file: `where` names file and table, `faults` gathers what is wrong."""

    content: Mapping[str, Any]
    where: str
    faults: list[str]
    known_keys: list[str] = field(default_factory=list)

    def add_fault(self, name: str, says: str) -> None:
        """Note what is wrong with one key, and the remedy."""
        self.faults.append(f"{self.where}: {name}: {says}")

    def _typed_value(
        self, name: str, kind: type | tuple[type, ...], form: str, default: Any
    ) -> Any:
        """Return a value of a kind; the default where there is none (... where one must be)."""
        self.known_keys.append(name)
        if name not in self.content:
            if default is ...:
                self.add_fault(name, f"is missing; write {name} = {form}")
            return default
        value = self.content[name]
        is_flag = isinstance(value, bool) and kind is not bool
        if not isinstance(value, kind) or is_flag:
            self.add_fault(name, f"is {short_repr(value)}; write {name} = {form}")
            return default
        return value

    def text(
        self, name: str, default: Any = ..., *, form: str = '"…"', like: str = "", says: str = ""
    ) -> str:
        """Return a text; `like` is a pattern it must match whole, `says` tells what is allowed."""
        value = self._typed_value(name, str, form, default)
        if value is ...:
            return ""
        text = str(value).strip()
        if default is ... and not text:
            self.add_fault(name, f"is empty; write {name} = {form}")
        elif like and text and not re.fullmatch(like, text):
            self.add_fault(name, f"is {short_repr(text)}; {says or f'write {name} = {form}'}")
        return text

    def texts(self, name: str, *, least: int = 0) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._typed_value(name, list, '["…"]', [] if not least else ...)
        if value is ...:
            return ()
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.add_fault(name, 'must hold texts only; write ["…", "…"]')
            return ()
        if len(value) < least:
            self.add_fault(name, f"holds {len(value)}; write {least} or more texts")
        return tuple(value)

    def integer(self, name: str, default: Any = ..., *, least: int = 0) -> int:
        """Return a whole number."""
        value = self._typed_value(name, int, "3", default)
        if value is ... or value is None:
            return least
        if value < least:
            self.add_fault(name, f"is {value}; write {least} or more")
        return int(value)

    def number(self, name: str, default: float) -> float:
        """Return a number."""
        return float(self._typed_value(name, (int, float), "0.5", default))

    def flag(self, name: str) -> bool:
        """Return true or false; false where nothing is written."""
        return bool(self._typed_value(name, bool, "true", False))

    def time_of_day(self, name: str, default: time | None = None) -> time:
        """Return a time of day, written 09:00:00 or "09:00"."""
        value = self._typed_value(name, (time, str), "09:00:00", default or ...)
        return self.parse_time(name, value) if value is not ... else time(0)

    def parse_time(self, name: str, value: Any) -> time:
        """Return the time that one value means."""
        try:
            return value if isinstance(value, time) else time.fromisoformat(str(value))
        except ValueError:
            self.add_fault(name, f"is {short_repr(value)}; write a time such as 09:00:00")
            return time(0)

    def times_of_day(self, name: str) -> tuple[time, ...]:
        """Return a list of times of day."""
        value = self._typed_value(name, list, "[17:00:00]", ...)
        return tuple(self.parse_time(name, item) for item in value) if value is not ... else ()

    def dates(self, name: str) -> frozenset[date]:
        """Return a list of dates."""
        value = self._typed_value(name, list, "[2026-12-25]", [])
        if not all(isinstance(item, date) for item in value):
            self.add_fault(name, "must hold dates only; write [2026-12-25]")
            return frozenset()
        return frozenset(value)

    def table(self, name: str, *, needed: bool = False) -> "StrictTable":
        """Return a table within this one; an empty one where there is none."""
        self.known_keys.append(name)
        value = self.content.get(name, {})
        place = f"{self.where}: [{name}]"
        if not isinstance(value, Mapping):
            self.add_fault(name, f"is {short_repr(value)}; write a table [{name}]")
            value = {}
        elif needed and name not in self.content:
            self.faults.append(f"{place}: is missing; write this table, see docs/seed.md")
        return StrictTable(value, place, self.faults)

    def rows(self, name: str, *, inline: bool = False) -> "Iterator[StrictTable]":
        """Yield the tables of a list, each named by its place in it."""
        self.known_keys.append(name)
        value = self.content.get(name, [])
        form = f"{name} = [{{ … }}]" if inline else f"[[{name}]]"
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            self.add_fault(name, f"is {short_repr(value)}; write {form} for each")
            return
        for place, row in enumerate(value, start=1):
            yield StrictTable(row, f"{self.where}: [[{name}]] {place}", self.faults)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for name in self.content:
            if name not in self.known_keys:
                near = get_close_matches(name, self.known_keys, n=1)
                hint = (
                    f"did you mean {near[0]}?" if near else f"known: {', '.join(self.known_keys)}"
                )
                self.add_fault(name, f"is no key of this table; {hint}")
