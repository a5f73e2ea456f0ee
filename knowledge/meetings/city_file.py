"""How a town holds its meetings, as its `town.toml` says."""

from dataclasses import fields
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.meetings.city import Body, City, CityPolicy, DeadlineRule, Place, SessionDefault
from knowledge.meetings.meeting import MeetingKind, MeetingStatus
from knowledge.strict_tables import StrictTable

_SLUG_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
_DEADLINE_MEASURES = ("hours_before", "days_before", "business_days")


def read_city(town: StrictTable) -> City:
    """Return the city that the tables of a town describe, noting every fault."""
    bodies = tuple(map(_read_body, town.rows("body")))
    if not bodies:
        town.add_fault("body", "there is none; write [[body]] with slug and name for who meets")
    slugs = [body.slug for body in bodies]
    for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
        town.add_fault("body", f"slug {slug!r} is used twice; give each body its own")
    return City(
        id=town.text(
            "id", like=_SLUG_PATTERN, says='write small letters and hyphens: id = "my-town"'
        ),
        name=town.text("name"),
        tz=_read_zone(town),
        bodies=bodies,
        places=tuple(map(_read_place, town.rows("place"))),
        localities=town.texts("localities"),
        statuses=_read_statuses(town.table("statuses")),
        synonyms=_read_synonyms(town),
        holidays=town.dates("holidays"),
        policy=_read_policy(town.table("policy")),
    )


def _read_zone(town: StrictTable) -> str:
    name = town.text("tz", form='"America/New_York"')
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        town.add_fault("tz", f"is {name!r}, no time zone; write one such as America/New_York")
        return "UTC"


def _read_body(row: StrictTable) -> Body:
    found = Body(
        slug=row.text(
            "slug", like=_SLUG_PATTERN, says='write small letters and hyphens: "city-council"'
        ),
        name=row.text("name"),
        aliases=row.texts("aliases"),
        sessions=tuple(map(_read_session, row.rows("sessions", inline=True))),
        deadlines=tuple(map(_read_deadline, row.rows("deadlines", inline=True))),
        is_hidden=row.flag("hidden"),
    )
    row.close()
    return found


def _read_session(row: StrictTable) -> SessionDefault:
    kinds = [kind.value for kind in MeetingKind]
    kind = row.text("kind", form='"regular"', like="|".join(kinds), says=_one_of_text(kinds))
    found = SessionDefault(
        MeetingKind(kind) if kind in kinds else MeetingKind.REGULAR,
        row.time_of_day("first"),
        row.times_of_day("then"),
    )
    row.close()
    return found


def _read_deadline(row: StrictTable) -> DeadlineRule:
    """Return one rule of participation; exactly one measure must be set."""
    purposes = ["written", "speak", "accommodation"]
    purpose = row.text(
        "purpose", form='"written"', like="|".join(purposes), says=_one_of_text(purposes)
    )
    set_ = [name for name in _DEADLINE_MEASURES if name in row.content]
    if len(set_) != 1:
        row.add_fault("deadlines", f"needs exactly one of {', '.join(_DEADLINE_MEASURES)}")
    measures: dict[str, Any] = {
        name: row.integer(name, None) for name in _DEADLINE_MEASURES if name in row.content
    }
    row.known_keys += _DEADLINE_MEASURES
    notice = timedelta(hours=row.integer("notice_hours", 24))
    found = DeadlineRule(
        purpose=purpose, at=row.time_of_day("at", time(17, 0)), notice_in=notice, **measures
    )
    row.close()
    return found


def _read_place(row: StrictTable) -> Place:
    found = Place(row.text("key"), row.texts("names", least=1), row.texts("address"))
    row.close()
    return found


def _read_statuses(table: StrictTable) -> tuple[tuple[str, MeetingStatus], ...]:
    allowed = [status.value for status in MeetingStatus]
    found = []
    for name in table.content:
        value = table.text(name, like="|".join(allowed), says=_one_of_text(allowed))
        if value in allowed:
            found.append((name.casefold(), MeetingStatus(value)))
    return tuple(found)


def _read_synonyms(town: StrictTable) -> tuple[tuple[str, ...], ...]:
    town.known_keys.append("synonyms")
    held = town.content.get("synonyms", [])
    rows = held if isinstance(held, list) else [held]
    if not all(isinstance(r, list) and all(isinstance(w, str) for w in r) for r in rows):
        town.add_fault(
            "synonyms", 'must be lists of words; write synonyms = [["tax", "impuesto"]]'
        )
        return ()
    return tuple(tuple(words) for words in rows)


def _read_policy(table: StrictTable) -> CityPolicy:
    """Return the numbers of the rules; a span is written in minutes."""
    shipped, values = CityPolicy(), dict[str, Any]()
    for one in fields(CityPolicy):
        kind = type(getattr(shipped, one.name))
        table.known_keys.append(one.name)
        if one.name not in table.content:
            continue
        if kind is timedelta:
            values[one.name] = timedelta(minutes=table.number(one.name, 0))
        elif kind is time:
            values[one.name] = table.time_of_day(one.name)
        elif kind is float:
            values[one.name] = table.number(one.name, 0)
        else:
            values[one.name] = table.integer(one.name)
    table.close()
    return CityPolicy(**values)


def _one_of_text(names: list[str]) -> str:
    return f"it must be one of {', '.join(names)}"
