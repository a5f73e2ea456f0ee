"""Trying the base out: one question with its scores, the whole bank, and what an edit steals."""

import asyncio
import html
from collections.abc import Mapping, Sequence

from telegram import Update

from bot.context import BotContext
from bot.storage import bank
from bot.texts import Voice, cards
from handlers import reply
from handlers.admin.desk import Clerk, command
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right
from knowledge.indexing import index_of
from knowledge.language import Language
from knowledge.matching.evaluation import Asked, Change, Steal, run, steals
from knowledge.verdict import Outcome

_SHOWN = 10
_LONGEST = 1000  # characters of a question
_MATCHED = ("title", "short", "points", "detail", "phrasings", "terms")


@command(Right.LOOK)
async def try_(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/try question`: the verdict, the scores and the runner-up; nothing is counted."""
    services, voice, text = context.services, clerk.voice, " ".join(words)[:_LONGEST]
    if not text:
        await reply.say(update, voice.say("editors-try-usage"))
        return
    base = services.library.base
    verdict = services.library.index.ask(text, voice.language)
    lines = [
        voice.say(
            "editors-try",
            verdict=voice.label(f"editors-outcome-{verdict.outcome}"),
            score=f"{verdict.score:.2f}",
            language=voice.label(f"language-{verdict.language}"),
            reasons=", ".join(verdict.reasons) or "–",
        )
    ]
    for place, candidate in enumerate(verdict.candidates, start=1):
        title = html.escape(base.title(candidate.entry, voice.language))
        lines.append(f"{place}. {candidate.score:.2f} {candidate.entry}: {title}")
        if candidate.phrasing:
            lines.append(f"   “{html.escape(candidate.phrasing)}”")
    await reply.say(update, "\n".join(lines))
    spoken = services.voice(verdict.language)
    await reply.say(update, cards.verdict(base, verdict, spoken, services.today()))


@command(Right.LOOK)
async def testall(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/testall`: ask the whole bank; what fails, and what broke since the last publication."""
    services, voice = context.services, clerk.voice
    asked = await services.db.run(bank.questions)
    if not asked:
        await reply.say(update, voice.say("editors-test-no-bank"))
        return
    await reply.say(update, voice.say("editors-test-running", count=len(asked)))
    await services.library.settled()
    index = services.library.index
    answers = await asyncio.to_thread(run, index, asked)
    wrong = [a for a in answers if a.shown and not a.right]
    right = sum(a.offered if a.in_scope else not a.shown for a in answers)
    lines = [voice.say("editors-test", right=right, wrong=len(wrong), count=len(asked))]
    for one in wrong[:_SHOWN]:
        should = " / ".join(one.asked.accept) or "–"
        lines.append(f"• “{html.escape(one.asked.text)}”: {should} → {one.verdict.entry}")
    before = await services.db.run(bank.before_last_publication)
    if before is not None:
        old = await asyncio.to_thread(index_of, before)
        broken = await asyncio.to_thread(steals, old, index, asked)
        lines.append("")
        lines.append(voice.say("editors-test-since"))
        lines.append(told(voice, broken))
    await reply.say(update, "\n".join(lines))


async def stolen(
    context: BotContext,
    voice: Voice,
    kind: Kind,
    public: Mapping[str, object],
    body: Mapping[str, object],
    changed_base: Base,
) -> str:
    """Tell which questions would change their answer; empty if the edit cannot change any."""
    if not _matters(kind, public, body):
        return ""
    services = context.services
    asked = await services.db.run(bank.questions) or _titles(services.library.base)
    after = await asyncio.to_thread(index_of, changed_base)
    found = await asyncio.to_thread(steals, services.library.index, after, asked)
    return f"{voice.say('editors-steals', count=len(asked))}\n{told(voice, found)}"


def _matters(kind: Kind, public: Mapping[str, object], body: Mapping[str, object]) -> bool:
    """Tell whether an edit touches anything questions are matched with."""
    if kind in (Kind.ALIAS, Kind.SCOPE):
        return public != body
    if kind is not Kind.ENTRY:
        return False
    for language in Language:
        old, new = public.get(language.value), body.get(language.value)
        for name in _MATCHED:
            before = old.get(name) if isinstance(old, Mapping) else None
            after = new.get(name) if isinstance(new, Mapping) else None
            if before != after:
                return True
    return False


def _titles(base: Base) -> list[Asked]:
    """Return the titles of a base as questions, for a town that has no bank."""
    return [
        Asked(base.title(entry.code, language), language, (entry.code,), Outcome.FOUND)
        for entry in base.entries.values()
        for language in entry.wordings
    ]


def told(voice: Voice, found: Sequence[Steal]) -> str:
    """Word the questions that change their answer, those for the worse first."""
    if not found:
        return voice.say("editors-steals-none")
    sorted_ = sorted(found, key=lambda steal: steal.change is Change.WON)
    lines = [
        voice.say(
            f"editors-steals-{steal.change}",
            question=steal.asked.text,
            before=steal.before.entry or voice.label(f"editors-outcome-{steal.before.outcome}"),
            after=steal.after.entry or voice.label(f"editors-outcome-{steal.after.outcome}"),
        )
        for steal in sorted_[:_SHOWN]
    ]
    harmful = sum(steal.change is not Change.WON for steal in found)
    if len(found) > _SHOWN:
        lines.append(voice.say("editors-steals-more", count=len(found) - _SHOWN, harmful=harmful))
    return "\n".join(lines)
