"""A desk at which polls arrive: it keeps the state, answers questions, and collects the news."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from knowledge.alerts.alert import Alert
from knowledge.alerts.alert_plan import plan_alerts
from knowledge.alerts.subscription import Subscription
from knowledge.language import Language
from knowledge.meetings.calendar_state import CalendarSnapshot, Fingerprint, PassResult
from knowledge.meetings.city import City
from knowledge.meetings.raw_records import (
    Confirmation,
    FetchOutcome,
    FetchResult,
    Origin,
    Presence,
    RawAgenda,
    RawMeeting,
)
from knowledge.meetings.state_json import state_from_json, state_to_json
from knowledge.meetings.sync.calendar_diff import diff_calendar
from knowledge.town.town_folder import shipped_town

KEY_WEST = shipped_town().city
LEGISTAR = Origin("legistar-keywest", "legistar", 80)
FEED = Origin("feed", "ical", 40, is_mixed=True)
MANUAL = Origin("manual", "manual", 100, is_trusted=True)
CHAMBERS = "City Hall, Commission Chambers"


def at(text: str) -> datetime:
    """A UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def raw(native_id: str = "2102", day: str = "2026-12-10", clock: str = "9:00 AM", **rest):
    """A record of the City Commission unless told otherwise."""
    agenda = rest.pop("agenda", None)
    values = {
        "body_raw": "City Commission",
        "body_id": "138",
        "location_raw": CHAMBERS,
        "status_raw": "Draft",
        "agenda": RawAgenda(agenda) if isinstance(agenda, str) else agenda,
    } | rest
    return RawMeeting(native_id, date.fromisoformat(day), time_text=clock, **values)


def entry(title: str, day: str, clock: str | None, native_id: str = "", **rest):
    """An entry of a calendar feed."""
    start = time.fromisoformat(clock) if clock else None
    return RawMeeting(
        native_id or title,
        date.fromisoformat(day),
        title_raw=title,
        start_time=start,
        all_day=start is None,
        **rest,
    )


def resident(**wishes) -> Subscription:
    """A resident who subscribed long ago and has no quiet hours unless told otherwise."""
    values = {
        "chat_id": 7,
        "language": Language.EN,
        "since_at": at("2026-01-01"),
        "quiet": None,
        "bodies": frozenset({"city-commission"}),
    } | wishes
    return Subscription(**values)


class Desk:
    """One town's calendar through time."""

    def __init__(self, now: str = "2026-11-24T15:00", city: City = KEY_WEST) -> None:
        self.now, self.city = at(now), city
        self.calendar = CalendarSnapshot()
        self.step = PassResult(self.calendar)
        self.flags: list = []

    def poll(self, *records, minutes: int = 15, confirms: bool = True, origin=LEGISTAR, **rest):
        """A poll arrives; questions are answered at once from what it brought."""
        self.now += timedelta(minutes=minutes)
        today = self.now.date()
        values = {"complete": True, "records": records} | rest
        outcome = values.pop("outcome", FetchOutcome.OK)
        fetch = FetchResult(origin, outcome, self.city.poll_window(today), self.now, **values)
        changes = self.look([fetch])
        if confirms:
            changes += self.answer(records)
        return changes

    def answer(self, records, presence: Presence | None = None, **fingerprint):
        """The source answers every open question about its records."""
        listed = {(r.native_id, r.recurrence_id): r for r in records}
        answers = [
            Confirmation(
                q.origin,
                q.native_id,
                presence or (Presence.PRESENT if found else Presence.UNKNOWN),
                found,
                q.recurrence_id,
            )
            for q in self.step.questions
            for found in [listed.get((q.native_id, q.recurrence_id))]
        ]
        read = [Fingerprint(q.stamp, **fingerprint) for q in self.step.agendas]
        return self.look([], confirmations=answers, fingerprints=read)

    def look(self, fetched, **rest):
        """One look; the state goes through JSON as it does over a restart."""
        self.step = diff_calendar(self.calendar, fetched, self.now, self.city, **rest)
        self.calendar = state_from_json(CalendarSnapshot, state_to_json(self.step.calendar))
        assert self.calendar == self.step.calendar
        self.flags += self.step.flags
        return list(self.step.changes)

    def wait(self, minutes: int):
        """Time passes without an answer."""
        self.now += timedelta(minutes=minutes)
        return self.look([])

    def meeting(self, body: str = "City Commission", day: str = ""):
        """The only meeting of a body (on a day)."""
        found = [
            m
            for m in self.calendar.meetings
            if m.body == body and day in ("", m.local_date.isoformat())
        ]
        assert len(found) == 1, found
        return found[0]

    def alerts(self, changes=(), subscription: Subscription | None = None, now: str = ""):
        """What one resident is owed now."""
        return plan_alerts(
            list(changes),
            self.calendar.meetings,
            [subscription or resident()],
            at(now) if now else self.now,
            self.city,
        )

    def flag_kinds(self):
        """The kinds of all flags ever raised, once each, in order."""
        return list(dict.fromkeys(flag.kind.value for flag in self.flags))


def kinds(changes):
    """The headlines of changes, sorted."""
    return sorted(change.kind.value for change in changes)


def with_(record: RawMeeting, **changes) -> RawMeeting:
    """The same record, edited."""
    return replace(record, **changes)


def bundles(alerts: Iterable[Alert]) -> list[tuple[Alert, ...]]:
    """What goes out in one message together, in the order in which it was planned."""
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        found.setdefault(alert.bundle, []).append(alert)
    return [tuple(group) for group in found.values()]
