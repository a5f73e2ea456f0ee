"""A city as a TOML text: another town writes this file and no code."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import time, timedelta
from importlib import resources
from typing import Any

from knowledge.errors import CivicBotError
from knowledge.meetings.city import Body, City, DeadlineRule, Place, Policy, SessionDefault
from knowledge.meetings.meeting import Kind, Status


class UnreadableCity(CivicBotError):
    """The city file has a fault; the message names it."""


def read_city(text: str) -> City:
    """Return the city that a TOML text describes; raise UnreadableCity if it does not."""
    try:
        data = tomllib.loads(text)
        return City(
            id=data["id"],
            name=data["name"],
            tz=data["tz"],
            bodies=tuple(_body(entry) for entry in data.get("body", ())),
            places=tuple(
                Place(p["key"], tuple(p["names"]), tuple(p.get("address", ())))
                for p in data.get("place", ())
            ),
            localities=tuple(data.get("localities", ())),
            statuses=tuple(
                (name.casefold(), Status(status))
                for name, status in data.get("statuses", {}).items()
            ),
            synonyms=tuple(tuple(words) for words in data.get("synonyms", ())),
            holidays=frozenset(data.get("holidays", ())),
            policy=_policy(data.get("policy", {})),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise UnreadableCity(
            f"city file: {fault}; see knowledge/meetings/key_west.toml"
        ) from fault


def key_west() -> City:
    """Return Key West as it ships."""
    return read_city(resources.files(__package__).joinpath("key_west.toml").read_text("utf-8"))


def _body(entry: Mapping[str, Any]) -> Body:
    """Return one body of the file."""
    return Body(
        slug=entry["slug"],
        name=entry["name"],
        aliases=tuple(entry.get("aliases", ())),
        sessions=tuple(
            SessionDefault(Kind(s["kind"]), _time(s["first"]), tuple(map(_time, s["then"])))
            for s in entry.get("sessions", ())
        ),
        deadlines=tuple(_deadline(rule) for rule in entry.get("deadlines", ())),
        is_hidden=entry.get("hidden", False),
    )


def _deadline(rule: Mapping[str, Any]) -> DeadlineRule:
    """Return one rule of participation; exactly one measure must be set."""
    measures = ("hours_before", "days_before", "business_days")
    if sum(name in rule for name in measures) != 1:
        raise ValueError(f"deadline {rule.get('purpose')!r} needs exactly one of {measures}")
    return DeadlineRule(
        purpose=rule["purpose"],
        hours_before=rule.get("hours_before"),
        days_before=rule.get("days_before"),
        business_days=rule.get("business_days"),
        at=_time(rule.get("at", time(17, 0))),
        notice_in=timedelta(hours=rule.get("notice_hours", 24)),
    )


def _policy(data: Mapping[str, Any]) -> Policy:
    """Return the numbers of the file; a span is written in minutes."""
    kinds = {field.name: type(getattr(Policy(), field.name)) for field in fields(Policy)}
    unknown = set(data) - set(kinds)
    if unknown:
        raise ValueError(f"policy has no {sorted(unknown)[0]!r}")
    values: dict[str, Any] = {}
    for name, value in data.items():
        is_span = kinds[name] is timedelta
        values[name] = timedelta(minutes=value) if is_span else value
        if kinds[name] is time:
            values[name] = _time(value)
    return Policy(**values)


def _time(value: Any) -> time:
    """Return a TOML time, or the time of a text such as "09:00"."""
    return value if isinstance(value, time) else time.fromisoformat(str(value))
