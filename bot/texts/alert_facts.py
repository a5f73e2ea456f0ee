"""What an alert says happened: the difference, words found, what changed in an agenda. Pure."""

import html
from collections.abc import Iterable, Sequence

from bot.texts import Html, Voice
from bot.texts.moments import announced, clock_times, when
from bot.texts.outcome_cards import title_of
from knowledge.alerts.alert import Match
from knowledge.meetings.agendas import compare
from knowledge.meetings.change import Change, ChangeKind
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.raw import AgendaItem
from knowledge.meetings.revisions import facts_that_differ

SHOWN_CHANGES = 5  # of each sort in an agenda


def was(change: Change, target: Meeting, voice: Voice) -> list[str]:
    """Say what a meeting was before: which sittings are off, its date and hours, its place."""
    before = change.before
    if before is None or not target.is_on:
        return []
    differs, lines = facts_that_differ(before, target), sittings(before, target, voice)
    is_only_sittings = {*change.kinds} & {ChangeKind.TIME_CHANGED, ChangeKind.TIME_SET} == set()
    if "date" in differs or ("time" in differs and not (lines and is_only_sittings)):
        lines.append(voice.say("alert-was", when=Html(when(announced(before), voice))))
    if "place" in differs and before.location_text:
        lines.append(voice.say("alert-was-place", place=before.location_text))
    return lines


def sittings(before: Meeting, after: Meeting, voice: Voice) -> list[str]:
    """Say which sittings of the day were called off, and which are on again."""
    off = {*after.off_times} - {*before.off_times}
    on = {*before.off_times} - {*after.off_times}
    return [
        voice.say(key, times=clock_times([*times], voice))
        for key, times in (("alert-off-times", off), ("alert-on-times", on))
        if times
    ]


def matches(found: Sequence[Match], voice: Voice) -> list[str]:
    """Say where a person's own words stand."""
    own = [match for match in found if not match.is_issue]
    if not own:
        return []
    lines = [voice.say("alert-matches")]
    lines += [
        f"• “{html.escape(match.keyword)}”: {title_of(match.item.title)}" for match in own[:5]
    ]
    return ["\n".join(lines)]


def agenda_changes(change: Change | None, voice: Voice) -> list[str]:
    """Say what changed in an agenda that people have read."""
    kinds = {*change.kinds} if change else set()
    if change is None or change.before is None or ChangeKind.AGENDA_REVISED not in kinds:
        return []
    if ChangeKind.AGENDA_POSTED in kinds:
        return []
    old, new = change.before.agenda.told_items, change.after.agenda.items
    if not old or not new:
        return [voice.say("alert-agenda-unknown")]
    found = compare(old, new)
    lines = [
        *_items("alert-agenda-added", found.added, voice),
        *_items("alert-agenda-removed", found.removed, voice),
        *_items("alert-agenda-reworded", found.reworded, voice),
    ]
    return ["\n".join(lines) if lines else voice.say("alert-agenda-order")]


def _items(key: str, items: Iterable[AgendaItem], voice: Voice) -> list[str]:
    items = tuple(items)
    lines = [f"• {voice.say(key, item=Html(_item(item)))}" for item in items[:SHOWN_CHANGES]]
    if len(items) > SHOWN_CHANGES:
        lines.append(voice.say("meeting-agenda-rest", count=len(items) - SHOWN_CHANGES))
    return lines


def _item(item: AgendaItem) -> str:
    return f"{html.escape(item.number)} {title_of(item.title)}".strip()
