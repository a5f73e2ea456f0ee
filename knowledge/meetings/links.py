"""Which new meeting takes the place of a deferred one, where only one can."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from knowledge.meetings.city import City
from knowledge.meetings.meeting import OFF, Meeting, Status


def find_links(
    views: Mapping[str, Meeting],
    known: Mapping[str, Meeting],
    moved_to: Mapping[str, date],
    now: datetime,
    city: City,
) -> dict[str, str]:
    """Return {id of the meeting that is off: id of its replacement}.

    A link that was told stays. A new one needs the same body and kind, a date within
    `link_date_days`, a first sight within `link_seen_in` of the deferral (or the very date the
    deferred record names), and no second candidate on either side.
    """
    links = {
        old: meeting.superseded_by
        for old, meeting in known.items()
        if meeting.status is Status.RESCHEDULED
        and meeting.superseded_by in views
        and old in views
        and views[old].status in OFF
    }
    wanted: dict[str, list[str]] = {}
    for old, meeting in views.items():
        before = known.get(old)
        was_on = before is not None and (before.is_on or before.rev > 1)
        if meeting.status in OFF and was_on and before is not None and old not in links:
            since = before.revised_at if before.status in OFF else now
            wanted[old] = [
                new
                for new in _others(views, meeting, links.values())
                if _fits(meeting, views[new], known.get(new), since, moved_to.get(old), now, city)
            ]
    for old, candidates in wanted.items():
        rivals = [o for o, theirs in wanted.items() if candidates and candidates[0] in theirs]
        if len(candidates) == 1 and rivals == [old]:
            links[old] = candidates[0]
    return links


def _others(views: Mapping[str, Meeting], meeting: Meeting, taken: Iterable[str]) -> list[str]:
    """Return the ids of meetings of the same body and kind that replace nothing yet."""
    used = set(taken)
    return [
        name
        for name, other in views.items()
        if name not in used
        and name != meeting.id
        and (other.body_slug, other.kind) == (meeting.body_slug, meeting.kind)
    ]


def _fits(
    old: Meeting,
    new: Meeting,
    known: Meeting | None,
    since: datetime,
    named: date | None,
    now: datetime,
    city: City,
) -> bool:
    """Tell whether one meeting may stand in for another."""
    if not new.is_on or new.has_begun(now):
        return False
    if named:
        return new.local_date == named
    seen = known.first_seen_at if known else new.first_seen_at
    is_recent = abs(seen - since) <= city.policy.link_seen_in
    is_close = abs((new.local_date - old.local_date).days) <= city.policy.link_date_days
    return is_recent and is_close and not new.is_baseline
