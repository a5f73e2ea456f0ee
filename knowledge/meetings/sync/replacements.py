"""Which new meeting takes the place of a deferred one, where the source itself says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.meetings.city import City
from knowledge.meetings.meeting import OFF_STATUSES, Meeting, MeetingStatus


@dataclass(frozen=True, slots=True)
class MoveEvidence:
    """What records say of a move: {meeting: the date it goes to}, {meeting: whose it takes}."""

    moved_to: Mapping[str, date]
    replaces: Mapping[str, date]


def find_replacements(
    views: Mapping[str, Meeting],
    known: Mapping[str, Meeting],
    evidence: MoveEvidence,
    now: datetime,
    city: City,
) -> dict[str, str]:
    """Return {id of the meeting that is off: id of its replacement}.

    A link that was told stays. A new one needs a word of the source: the deferred record names
    the new date, the new record names the old one, or both have the same subject. Being the next
    meeting of its kind is no evidence. The old one has not begun, and no second meeting of the
    same body fits either side.
    """
    links = {
        old: meeting.superseded_by
        for old, meeting in known.items()
        if meeting.status is MeetingStatus.RESCHEDULED
        and meeting.superseded_by in views
        and old in views
        and views[old].status in OFF_STATUSES
    }
    wanted: dict[str, list[str]] = {}
    for old, meeting in views.items():
        before = known.get(old)
        if meeting.status not in OFF_STATUSES or old in links or before is None:
            continue
        was_on = before.is_on or before.rev > 1
        if was_on and not before.has_begun(now) and not meeting.has_begun(now):
            wanted[old] = [
                new
                for new in _free_meetings(views, meeting, links.values())
                if _is_replacement(meeting, views[new], evidence, now, city)
            ]
    for old, candidates in wanted.items():
        rivals = [o for o, theirs in wanted.items() if candidates and candidates[0] in theirs]
        if len(candidates) == 1 and rivals == [old]:
            links[old] = candidates[0]
    return links


def _free_meetings(
    views: Mapping[str, Meeting], meeting: Meeting, taken: Iterable[str]
) -> list[str]:
    """Return the ids of meetings of the same body that replace nothing yet."""
    used = set(taken)
    return [
        name
        for name, other in views.items()
        if name not in used and name != meeting.id and other.body_slug == meeting.body_slug
    ]


def _is_replacement(
    old: Meeting, new: Meeting, evidence: MoveEvidence, now: datetime, city: City
) -> bool:
    """Tell whether a source says that one meeting stands in for the other."""
    if not new.is_on or new.has_begun(now):
        return False
    if named := evidence.moved_to.get(old.id):
        return new.local_date == named
    if replaced := evidence.replaces.get(new.id):
        return old.local_date == replaced
    is_close = abs((new.local_date - old.local_date).days) <= city.policy.link_date_days
    is_same = _fold_subject(old.subject) == _fold_subject(new.subject)
    return bool(old.subject) and is_same and is_close and old.kind is new.kind


def _fold_subject(subject: str) -> str:
    """Return a subject in one spelling."""
    return " ".join(subject.casefold().split())
