"""Which new record of a source is an old one under another key: an edit, not a new meeting."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from knowledge.meetings.calendar_state import SourceRecord

# Google names the rest of a series that was split "abc_R20261216T220000@google.com".
_SPLIT = re.compile(r"_R\d{8}(?:T\d{6}Z?)?(?=@|$)")
_NEAR = timedelta(days=6)


def match_successors(
    gone: Iterable[SourceRecord], new: Iterable[SourceRecord]
) -> dict[str, SourceRecord]:
    """Return {key of a record that is gone: the new record that takes over its meeting}.

    Records of one answer. A key that an edit changes (the start of a series, its UID) is no
    identity: what vanished and what appeared for the same body and kind on the same day are one
    meeting; so are those of one series within six days. The nearest are paired first.
    """
    gone, new = list(gone), list(new)
    pairs = sorted(
        (
            (_start_distance(old, one), old.key, one.key, old, one)
            for old in gone
            for one in _possible_successors(old, new)
        ),
        key=lambda pair: pair[:3],
    )
    found: dict[str, SourceRecord] = {}
    taken = set[str]()
    for _, old_key, new_key, old, one in pairs:
        if old_key not in found and new_key not in taken:
            taken.add(new_key)
            found[old_key] = replace(
                one,
                meeting_id=old.meeting_id,
                first_seen_at=old.first_seen_at,
                is_baseline=old.is_baseline,
            )
    return found


def _possible_successors(old: SourceRecord, new: Iterable[SourceRecord]) -> Iterable[SourceRecord]:
    """Yield the new records that may be an old one after an edit."""
    one = old.reading
    for record in new:
        other = record.reading
        if (one.body_slug, one.kind) != (other.body_slug, other.kind):
            continue
        is_series = series_name(old.native_id) == series_name(record.native_id)
        apart = abs(other.local_date - one.local_date)
        if not apart or (is_series and apart <= _NEAR):
            yield record


def series_name(native_id: str) -> str:
    """Return the name of a series, the same for the parts of a split one."""
    return _SPLIT.sub("", native_id)


def _start_distance(old: SourceRecord, new: SourceRecord) -> tuple[int, int, date]:
    """Return (days, minutes) between two starts, and the day, to order pairs by."""
    one, other = old.reading, new.reading
    minutes = 0
    if one.sessions and other.sessions:
        first, second = one.sessions[0].local_time, other.sessions[0].local_time
        minutes = abs((first.hour - second.hour) * 60 + first.minute - second.minute)
    return abs((one.local_date - other.local_date).days), minutes, one.local_date
