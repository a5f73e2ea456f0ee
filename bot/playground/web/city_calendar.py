"""A pretend city calendar: meetings that the page adds, moves and cancels, told as Legistar does.

Field names and their order follow the Legistar Web API; everything in it is invented.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.playground.bot_api.api_json import Json
from knowledge.town import Town
from knowledge.town.town_folder import shipped_town

LEGISTAR_CLIENT: Final = "playground"
MAX_BODIES: Final = 5  # of a town's, that meet here
FIRST_BODY_ID: Final = 138  # the number of the first
STATUSES: Final = ("Draft", "Final", "Cancelled", "Deferred")
_FILTER: Final = re.compile(r"EventDate (ge|lt) datetime'(\d{4}-\d\d-\d\d)'")
_SITE_ADDRESS: Final = "https://calendar.example"


@dataclass(frozen=True, slots=True)
class CityEvent:
    """One row of the calendar; `start` is the city's local time, `revision` counts its edits."""

    id: int
    body: str
    on: date
    start: time | None
    place: str
    comment: str
    status: str
    changed_at: datetime
    agenda: tuple[str, ...] = ()
    agenda_at: datetime | None = None
    revision: int = 1

    def as_json(self) -> Json:
        """Return the row as the page shows it."""
        return {
            "id": self.id,
            "body": self.body,
            "date": self.on.isoformat(),
            "time": self.start.isoformat("minutes") if self.start else "",
            "place": self.place,
            "comment": self.comment,
            "status": self.status,
            "agenda": list(self.agenda),
        }


class CityCalendar:
    """The rows, by id, and what a clerk does to them."""

    def __init__(
        self, now: Callable[[], datetime], zone: ZoneInfo, town: Town | None = None
    ) -> None:
        self._now, self._zone = now, zone
        met = (town or shipped_town()).city.bodies
        self.bodies = tuple(body.name for body in met if not body.is_hidden)[:MAX_BODIES]
        self._next = 2101
        self.events: dict[int, CityEvent] = {}

    def add_sample_meetings(self) -> None:
        """Write the meetings a newcomer finds."""
        today = self._now().astimezone(self._zone).date()
        hall = "City Hall, Commission Chambers"
        both = "Morning session 9:00 A.M.; evening session 5:00 P.M."
        for days, body, start, comment in (
            (5, 2, "17:30", ""),
            (8, 0, "09:00", both),
            (15, 1, "17:00", ""),
            (36, 0, "09:00", both),
        ):
            name = self.bodies[body % len(self.bodies)]
            on = (today + timedelta(days=days)).isoformat()
            self.add({"body": name, "date": on, "time": start, "place": hall, "comment": comment})

    def add(self, row: Json) -> CityEvent:
        """Write a new meeting. Raises KeyError or ValueError for a row that cannot be."""
        event = CityEvent(
            id=self._next,
            body=_require_one_of(self.bodies, row["body"]),
            on=date.fromisoformat(row["date"]),
            start=_parse_time(row.get("time")),
            place=str(row.get("place", "")),
            comment=str(row.get("comment", "")),
            status=_require_one_of(STATUSES, row.get("status", "Final")),
            changed_at=self._now(),
        )
        self._next += 1
        self.events[event.id] = event
        return event

    def change(self, number: int, row: Json) -> CityEvent:
        """Change what a row names: date, time, place, comment, status, agenda."""
        old = self.events[number]
        agenda = tuple(str(item) for item in row.get("agenda", old.agenda) if str(item).strip())
        event = self.events[number] = replace(
            old,
            on=date.fromisoformat(row["date"]) if "date" in row else old.on,
            start=_parse_time(row["time"]) if "time" in row else old.start,
            place=str(row.get("place", old.place)),
            comment=str(row.get("comment", old.comment)),
            status=_require_one_of(STATUSES, row.get("status", old.status)),
            agenda=agenda,
            agenda_at=old.agenda_at if agenda == old.agenda else self._now(),
            changed_at=self._now(),
            revision=old.revision + 1,
        )
        return event

    def remove(self, number: int) -> None:
        """Take a row out as if it had never been: the city's word for it would be silence."""
        del self.events[number]

    def sorted_meetings(self) -> list[CityEvent]:
        """Return every row, soonest first."""
        return sorted(self.events.values(), key=lambda e: (e.on, e.start or time.min, e.id))

    def answer_legistar(self, path: str, query: dict[str, str]) -> Any:
        """Answer `Events`, `Events/2101`, `Events/2101/EventItems` or `Bodies`.

        Raises LookupError for anything else.
        """
        match path.split("/"):
            case ["Events"]:
                listed = [
                    event for event in self.sorted_meetings() if _matches_filter(event, query)
                ]
                skip, top = int(query.get("$skip", 0)), int(query.get("$top", 1000))
                return [self._event_json(event) for event in listed[skip : skip + top]]
            case ["Events", number]:
                return self._event_json(self.events[int(number)])
            case ["Events", number, "EventItems"]:
                return _agenda_items(self.events[int(number)])
            case ["Bodies"]:
                return [_body_json(place, name) for place, name in enumerate(self.bodies)]
        raise LookupError(f"the pretend calendar has no {path!r}")

    def _event_json(self, event: CityEvent) -> Json:
        return legistar_event(event, FIRST_BODY_ID + self.bodies.index(event.body))


def legistar_event(event: CityEvent, body_id: int) -> Json:
    """Return one meeting as an Event of the Legistar Web API."""
    agenda = f"{_SITE_ADDRESS}/agendas/{event.id}.pdf" if event.agenda else None
    final = event.status == "Final"
    return {
        "EventId": event.id,
        "EventGuid": f"00000000-0000-4000-8000-{event.id:012d}",
        "EventLastModifiedUtc": _legistar_timestamp(event.changed_at),
        "EventRowVersion": f"AAAAAB{event.revision:05d}=",
        "EventBodyId": body_id,
        "EventBodyName": event.body,
        "EventDate": f"{event.on}T00:00:00",
        "EventTime": event.start.strftime("%I:%M %p").lstrip("0") if event.start else None,
        "EventVideoStatus": "Public",
        "EventAgendaStatusId": 10 if final else 9,
        "EventAgendaStatusName": event.status,
        "EventMinutesStatusId": 9,
        "EventMinutesStatusName": "Draft",
        "EventLocation": event.place or None,
        "EventAgendaFile": agenda,
        "EventMinutesFile": None,
        "EventAgendaLastPublishedUTC": _legistar_timestamp(event.agenda_at)
        if event.agenda_at
        else None,
        "EventMinutesLastPublishedUTC": None,
        "EventComment": event.comment or None,
        "EventVideoPath": None,
        "EventMedia": None,
        "EventInSiteURL": f"{_SITE_ADDRESS}/meetings/{event.id}",
        "EventItems": [],
    }


def _agenda_items(event: CityEvent) -> list[Json]:
    return [
        {
            "EventItemId": event.id * 100 + place,
            "EventItemEventId": event.id,
            "EventItemAgendaSequence": place,
            "EventItemAgendaNumber": str(place),
            "EventItemTitle": title,
            "EventItemConsent": 0,
            "EventItemMatterFile": None,
            "EventItemMatterType": None,
        }
        for place, title in enumerate(event.agenda, start=1)
    ]


def _body_json(place: int, name: str) -> Json:
    return {
        "BodyId": FIRST_BODY_ID + place,
        "BodyName": name,
        "BodyTypeName": "Primary Legislative Body" if place == 0 else "Board",
        "BodyMeetFlag": 1,
        "BodyActiveFlag": 1,
        "BodySort": place + 1,
    }


def _matches_filter(event: CityEvent, query: dict[str, str]) -> bool:
    for comparison, written in _FILTER.findall(query.get("$filter", "")):
        day = date.fromisoformat(written)
        if (comparison == "ge" and event.on < day) or (comparison == "lt" and event.on >= day):
            return False
    return True


def _legistar_timestamp(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


def _parse_time(written: Any) -> time | None:
    return time.fromisoformat(written) if written else None


def _require_one_of(allowed: tuple[str, ...], value: Any) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")
    return str(value)
