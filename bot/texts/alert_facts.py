"""What an alert says happened: the difference, words found, what changed in an agenda. Pure."""

import html
from collections.abc import Iterable, Sequence

from bot.texts import Html, Localizer
from bot.texts.outcome_cards import item_title
from bot.texts.time_texts import clock_times, meeting_time, with_announced_hours
from knowledge.alerts.alert import KeywordMatch
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.meeting_change import ChangeKind, MeetingChange
from knowledge.meetings.raw_records import AgendaItem
from knowledge.meetings.sync.agenda_revisions import agenda_differences
from knowledge.meetings.sync.meeting_revisions import differing_facts

MAX_CHANGES_SHOWN = 5  # of each sort in an agenda


def former_lines(change: MeetingChange, target: Meeting, localizer: Localizer) -> list[str]:
    """Say what a meeting was before: which sittings are off, its date and hours, its place."""
    before = change.before
    if before is None or not target.is_on:
        return []
    differs, lines = differing_facts(before, target), sitting_lines(before, target, localizer)
    is_only_sittings = {*change.all_kinds} & {
        ChangeKind.TIME_CHANGED,
        ChangeKind.TIME_SET,
    } == set()
    if "date" in differs or ("time" in differs and not (lines and is_only_sittings)):
        lines.append(
            localizer.html(
                "alert-was", when=Html(meeting_time(with_announced_hours(before), localizer))
            )
        )
    if "place" in differs and before.location_text:
        lines.append(localizer.html("alert-was-place", place=before.location_text))
    return lines


def sitting_lines(before: Meeting, after: Meeting, localizer: Localizer) -> list[str]:
    """Say which sittings of the day were called off, and which are on again."""
    off = {*after.off_times} - {*before.off_times}
    on = {*before.off_times} - {*after.off_times}
    return [
        localizer.html(key, times=clock_times([*times], localizer))
        for key, times in (("alert-off-times", off), ("alert-on-times", on))
        if times
    ]


def match_lines(found: Sequence[KeywordMatch], localizer: Localizer) -> list[str]:
    """Say where a person's own words stand."""
    own = [match for match in found if not match.is_issue]
    if not own:
        return []
    lines = [localizer.html("alert-matches")]
    lines += [
        f"• “{html.escape(match.keyword)}”: {item_title(match.item.title)}" for match in own[:5]
    ]
    return ["\n".join(lines)]


def agenda_change_lines(change: MeetingChange | None, localizer: Localizer) -> list[str]:
    """Say what changed in an agenda that people have read."""
    kinds = {*change.all_kinds} if change else set()
    if change is None or change.before is None or ChangeKind.AGENDA_REVISED not in kinds:
        return []
    if ChangeKind.AGENDA_POSTED in kinds:
        return []
    old, new = change.before.agenda.told_items, change.after.agenda.items
    if not old or not new:
        return [localizer.html("alert-agenda-unknown")]
    found = agenda_differences(old, new)
    lines = [
        *_item_lines("alert-agenda-added", found.added, localizer),
        *_item_lines("alert-agenda-removed", found.removed, localizer),
        *_item_lines("alert-agenda-reworded", found.reworded, localizer),
    ]
    return ["\n".join(lines) if lines else localizer.html("alert-agenda-order")]


def _item_lines(key: str, items: Iterable[AgendaItem], localizer: Localizer) -> list[str]:
    items = tuple(items)
    lines = [
        f"• {localizer.html(key, item=Html(_item_text(item)))}"
        for item in items[:MAX_CHANGES_SHOWN]
    ]
    if len(items) > MAX_CHANGES_SHOWN:
        lines.append(localizer.html("meeting-agenda-rest", count=len(items) - MAX_CHANGES_SHOWN))
    return lines


def _item_text(item: AgendaItem) -> str:
    return f"{html.escape(item.number)} {item_title(item.title)}".strip()
