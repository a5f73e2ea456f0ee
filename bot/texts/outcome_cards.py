"""What a meeting decided, as message text: the result, who moved it, who voted how. Pure."""

import html
import re
from collections.abc import Sequence

from bot.texts import Html, Voice
from knowledge.alerts.alert import Alert, Why
from knowledge.meetings.change import Change
from knowledge.meetings.raw import Outcome, Vote
from knowledge.meetings.results import Result, news

SHOWN, LONGEST_TITLE = 10, 160
_VALUES = {
    "yes": ["yes", "aye", "yea", "yes/aye", "in", "favor", "for"],
    "no": ["no", "nay", "no/nay", "against", "opposed"],
    "absent": ["absent", "excused"],
    "abstain": ["abstain", "abstained", "abstention", "recused"],
}
_VALUE = {word: key for key, words in _VALUES.items() for word in words}


def title_of(title: str) -> str:
    """Return an item's title, cut if it is long; escaped."""
    return html.escape(title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…")


def told(change: Change, alert: Alert) -> list[Result]:
    """Return the results that a message is about: all news, or those its words stand in."""
    found = list(news(change))
    words = {match.item.title for match in alert.matches}
    if alert.why in (Why.KEYWORD, Why.ISSUE):
        return [one for one in found if one.item.title in words]
    return sorted(found, key=lambda one: one.item.title not in words)


def is_correction(results: Sequence[Result]) -> bool:
    """Tell whether all that is said corrects what was said before."""
    return all(one.before is not None for one in results)


def card(change: Change, alert: Alert, number: int, voice: Voice) -> list[str]:
    """Word the results, each in a paragraph, and how final they are."""
    key = "outcome-final" if change.after.minutes_final else "outcome-draft"
    return [*results(change, alert, number, voice), voice.say(key)]


def results(change: Change, alert: Alert, number: int, voice: Voice) -> list[str]:
    """Word the results, each in a paragraph."""
    found = told(change, alert)
    parts = [_one(one, voice) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        parts.append(voice.say("outcome-rest", count=len(found) - SHOWN, number=str(number)))
    return parts


def _one(one: Result, voice: Voice) -> str:
    item, outcome = one.item, one.item.outcome
    says = {"number": item.number, "title": Html(title_of(item.title))}
    place = "item" if item.number else "untitled"
    if outcome is None:
        return voice.say(f"outcome-{place}-withdrawn", **says)
    said = Html(f"<b>{result(outcome, voice)}</b>")
    lines = [voice.say(f"outcome-{place}", result=said, **says)]
    if one.before is not None:
        lines.append(voice.say("outcome-before", result=Html(result(one.before, voice))))
    if outcome.mover and outcome.seconder:
        lines.append(
            voice.say("outcome-moved-seconded", mover=outcome.mover, seconder=outcome.seconder)
        )
    elif outcome.mover:
        lines.append(voice.say("outcome-moved", mover=outcome.mover))
    return "\n".join([*lines, *_roll_call(outcome.votes, voice)])


def result(outcome: Outcome, voice: Voice) -> str:
    """Write a result as the source gives it: passed 4-2, or the clerk's own word; escaped."""
    if outcome.passed is None:
        return f"“{html.escape(outcome.action)}”"
    word = voice.say("outcome-passed" if outcome.passed else "outcome-failed")
    tally = re.sub(r"^\s*(\d+)\s*[-–:]\s*(\d+)\s*$", r"\1-\2", outcome.tally)
    return f"{word} {html.escape(tally)}".strip()


def _roll_call(votes: Sequence[Vote], voice: Voice) -> list[str]:
    """Name the members by how they voted; a word of the clerk's that we do not know stays."""
    groups: dict[str, list[str]] = {}
    for vote in votes:
        groups.setdefault(_VALUE.get(vote.value.casefold(), vote.value), []).append(vote.name)
    lines = []
    for value in sorted(groups, key=lambda value: [*_VALUES, value].index(value)):
        label = voice.say(f"outcome-vote-{value}") if value in _VALUES else html.escape(value)
        names = html.escape(", ".join(groups[value]))
        lines.append(f"{label} ({len(groups[value])}): {names}")
    return lines
