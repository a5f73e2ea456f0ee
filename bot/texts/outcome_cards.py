"""What a meeting decided, as message text: the result, who moved it, who voted how. Pure."""

import html
import re
from collections.abc import Sequence

from bot.texts import Html, Localizer
from knowledge.alerts.alert import Alert, AlertReason
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.raw_records import ItemOutcome, Vote
from knowledge.meetings.sync.agenda_results import ItemResult, results_told

MAX_RESULTS_SHOWN, LONGEST_TITLE = 10, 160
_VOTE_WORDS = {
    "yes": ["yes", "aye", "yea", "yes/aye", "in", "favor", "for"],
    "no": ["no", "nay", "no/nay", "against", "opposed"],
    "absent": ["absent", "excused"],
    "abstain": ["abstain", "abstained", "abstention", "recused"],
}
_VOTE_BY_WORD = {word: key for key, words in _VOTE_WORDS.items() for word in words}


def item_title(title: str) -> str:
    """Return an item's title, cut if it is long; escaped."""
    return html.escape(title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…")


def announced_results(change: MeetingChange, alert: Alert) -> list[ItemResult]:
    """Return the results that a message is about: all news, or those its words stand in."""
    found = list(results_told(change))
    words = {match.item.title for match in alert.matches}
    if alert.why in (AlertReason.KEYWORD, AlertReason.ISSUE):
        return [one for one in found if one.item.title in words]
    return sorted(found, key=lambda one: one.item.title not in words)


def is_correction(results: Sequence[ItemResult]) -> bool:
    """Tell whether all that is said corrects what was said before."""
    return all(one.before is not None for one in results)


def outcome_card(
    change: MeetingChange, alert: Alert, number: int, localizer: Localizer
) -> list[str]:
    """Word the results, each in a paragraph, and how final they are."""
    key = "outcome-final" if change.after.minutes_final else "outcome-draft"
    return [*result_paragraphs(change, alert, number, localizer), localizer.html(key)]


def result_paragraphs(
    change: MeetingChange, alert: Alert, number: int, localizer: Localizer
) -> list[str]:
    """Word the results, each in a paragraph."""
    found = announced_results(change, alert)
    parts = [_result_paragraph(one, localizer) for one in found[:MAX_RESULTS_SHOWN]]
    if len(found) > MAX_RESULTS_SHOWN:
        parts.append(
            localizer.html(
                "outcome-rest", count=len(found) - MAX_RESULTS_SHOWN, number=str(number)
            )
        )
    return parts


def _result_paragraph(one: ItemResult, localizer: Localizer) -> str:
    item, outcome = one.item, one.item.outcome
    says = {"number": item.number, "title": Html(item_title(item.title))}
    place = "item" if item.number else "untitled"
    if outcome is None:
        return localizer.html(f"outcome-{place}-withdrawn", **says)
    said = Html(f"<b>{result_text(outcome, localizer)}</b>")
    lines = [localizer.html(f"outcome-{place}", result=said, **says)]
    if one.before is not None:
        lines.append(
            localizer.html("outcome-before", result=Html(result_text(one.before, localizer)))
        )
    if outcome.mover and outcome.seconder:
        lines.append(
            localizer.html(
                "outcome-moved-seconded", mover=outcome.mover, seconder=outcome.seconder
            )
        )
    elif outcome.mover:
        lines.append(localizer.html("outcome-moved", mover=outcome.mover))
    return "\n".join([*lines, *_roll_call_lines(outcome.votes, localizer)])


def result_text(outcome: ItemOutcome, localizer: Localizer) -> str:
    """Write a result as the source gives it: passed 4-2, or the clerk's own word; escaped."""
    if outcome.passed is None:
        return f"“{html.escape(outcome.action)}”"
    word = localizer.html("outcome-passed" if outcome.passed else "outcome-failed")
    tally = re.sub(r"^\s*(\d+)\s*[-–:]\s*(\d+)\s*$", r"\1-\2", outcome.tally)
    return f"{word} {html.escape(tally)}".strip()


def _roll_call_lines(votes: Sequence[Vote], localizer: Localizer) -> list[str]:
    """Name the members by how they voted; a word of the clerk's that we do not know stays."""
    groups: dict[str, list[str]] = {}
    for vote in votes:
        groups.setdefault(_VOTE_BY_WORD.get(vote.value.casefold(), vote.value), []).append(
            vote.name
        )
    lines = []
    for value in sorted(groups, key=lambda value: [*_VOTE_WORDS, value].index(value)):
        label = (
            localizer.html(f"outcome-vote-{value}") if value in _VOTE_WORDS else html.escape(value)
        )
        names = html.escape(", ".join(groups[value]))
        lines.append(f"{label} ({len(groups[value])}): {names}")
    return lines
