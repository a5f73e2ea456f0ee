"""How a town holds its meetings, as its `town.toml` says."""

from dataclasses import fields
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.meetings.city import Body, City, DeadlineRule, Place, Policy, SessionDefault
from knowledge.meetings.meeting import Kind, Status
from knowledge.strict import Table

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_MEASURES = ("hours_before", "days_before", "business_days")


def read_city(town: Table) -> City:
    """Return the city that the tables of a town describe, noting every fault."""
    bodies = tuple(map(_body, town.rows("body")))
    if not bodies:
        town.fault("body", "there is none; write [[body]] with slug and name for who meets")
    slugs = [body.slug for body in bodies]
    for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
        town.fault("body", f"slug {slug!r} is used twice; give each body its own")
    return City(
        id=town.text("id", like=_SLUG, says='write small letters and hyphens: id = "my-town"'),
        name=town.text("name"),
        tz=_zone(town),
        bodies=bodies,
        places=tuple(map(_place, town.rows("place"))),
        localities=town.texts("localities"),
        statuses=_statuses(town.table("statuses")),
        synonyms=_synonyms(town),
        holidays=town.days("holidays"),
        policy=_policy(town.table("policy")),
    )


def _zone(town: Table) -> str:
    name = town.text("tz", form='"America/New_York"')
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        town.fault("tz", f"is {name!r}, no time zone; write one such as America/New_York")
        return "UTC"


def _body(row: Table) -> Body:
    found = Body(
        slug=row.text("slug", like=_SLUG, says='write small letters and hyphens: "city-council"'),
        name=row.text("name"),
        aliases=row.texts("aliases"),
        sessions=tuple(map(_session, row.rows("sessions", inline=True))),
        deadlines=tuple(map(_deadline, row.rows("deadlines", inline=True))),
        is_hidden=row.flag("hidden"),
    )
    row.close()
    return found


def _session(row: Table) -> SessionDefault:
    kinds = [kind.value for kind in Kind]
    kind = row.text("kind", form='"regular"', like="|".join(kinds), says=_one_of(kinds))
    found = SessionDefault(
        Kind(kind) if kind in kinds else Kind.REGULAR, row.at("first"), row.times("then")
    )
    row.close()
    return found


def _deadline(row: Table) -> DeadlineRule:
    """Return one rule of participation; exactly one measure must be set."""
    purposes = ["written", "speak", "accommodation"]
    purpose = row.text(
        "purpose", form='"written"', like="|".join(purposes), says=_one_of(purposes)
    )
    set_ = [name for name in _MEASURES if name in row.held]
    if len(set_) != 1:
        row.fault("deadlines", f"needs exactly one of {', '.join(_MEASURES)}")
    measures: dict[str, Any] = {
        name: row.whole(name, None) for name in _MEASURES if name in row.held
    }
    row.known += _MEASURES
    notice = timedelta(hours=row.whole("notice_hours", 24))
    found = DeadlineRule(
        purpose=purpose, at=row.at("at", time(17, 0)), notice_in=notice, **measures
    )
    row.close()
    return found


def _place(row: Table) -> Place:
    found = Place(row.text("key"), row.texts("names", least=1), row.texts("address"))
    row.close()
    return found


def _statuses(table: Table) -> tuple[tuple[str, Status], ...]:
    allowed = [status.value for status in Status]
    found = []
    for name in table.held:
        value = table.text(name, like="|".join(allowed), says=_one_of(allowed))
        if value in allowed:
            found.append((name.casefold(), Status(value)))
    return tuple(found)


def _synonyms(town: Table) -> tuple[tuple[str, ...], ...]:
    town.known.append("synonyms")
    held = town.held.get("synonyms", [])
    rows = held if isinstance(held, list) else [held]
    if not all(isinstance(r, list) and all(isinstance(w, str) for w in r) for r in rows):
        town.fault("synonyms", 'must be lists of words; write synonyms = [["tax", "impuesto"]]')
        return ()
    return tuple(tuple(words) for words in rows)


def _policy(table: Table) -> Policy:
    """Return the numbers of the rules; a span is written in minutes."""
    shipped, values = Policy(), dict[str, Any]()
    for one in fields(Policy):
        kind = type(getattr(shipped, one.name))
        table.known.append(one.name)
        if one.name not in table.held:
            continue
        if kind is timedelta:
            values[one.name] = timedelta(minutes=table.number(one.name, 0))
        elif kind is time:
            values[one.name] = table.at(one.name)
        elif kind is float:
            values[one.name] = table.number(one.name, 0)
        else:
            values[one.name] = table.whole(one.name)
    table.close()
    return Policy(**values)


def _one_of(names: list[str]) -> str:
    return f"it must be one of {', '.join(names)}"
