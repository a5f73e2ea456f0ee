"""Trying the base out: one question with its scores, the whole bank, and what an edit steals."""

import asyncio
import html
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from telegram import Update

from bot.context import BotContext
from bot.storage import bank, drafts
from bot.storage.drafts import Pending
from bot.texts import Voice, cards
from bot.trial import Trial
from handlers import reply
from handlers.admin.desk import Clerk, command
from knowledge.content.base import Base
from knowledge.content.documents import Body, InvalidDocument, Kind
from knowledge.content.problems import with_document
from knowledge.editing.roles import Right
from knowledge.editing.touching import changed_words, is_of, touched
from knowledge.indexing import index_of
from knowledge.matching.evaluation import Asked, Change, Steal, run, steals
from knowledge.verdict import Outcome

_SHOWN = 10
_LONGEST = 1000  # characters of a question
_WORD_EVERY = 1.5  # seconds between two words about the progress


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
    before = await services.db.run(bank.before_last_publication, services.town)
    if before is not None:
        old = await asyncio.to_thread(index_of, before)
        broken = await asyncio.to_thread(steals, old, index, asked)
        lines.append("")
        lines.append(voice.say("editors-test-since"))
        lines.append(told(voice, broken))
    await reply.say(update, "\n".join(lines))


async def begin(context: BotContext, draft: Pending) -> Trial | None:
    """Begin to ask what a draft touches, so that its preview need not wait for it."""
    library, kind = context.services.library, Kind(draft.kind)
    stored = await context.services.db.run(drafts.document, kind, draft.code)
    public = stored.body if stored and stored.state == "live" else {}
    try:
        base = with_document(library.base, kind, draft.code, draft.body, draft.version + 1)
    except InvalidDocument:
        return None
    asked, _ = await _asked(context, draft, public, base)
    return library.try_out(base, asked) if asked else None


async def _asked(
    context: BotContext, draft: Pending, public: Body, changed_base: Base
) -> tuple[list[Asked], int]:
    """Return the questions a draft touches, and of how many; (…, 0) if it can touch none."""
    base, kind = context.services.library.base, Kind(draft.kind)
    before, after = (base, public), (changed_base, draft.body)
    try:
        by = await asyncio.to_thread(changed_words, kind, draft.code, before, after)
    except Exception:  # a broken quote is told among the problems
        by = frozenset()
    if not by:
        return [], 0
    every = await context.services.db.run(bank.questions) or _titles(base)
    return await asyncio.to_thread(touched, every, by), len(every)


async def stolen(
    context: BotContext, voice: Voice, draft: Pending, public: Body, changed_base: Base,
    progress: Callable[[str], Coroutine[Any, Any, None]],
) -> str:  # fmt: skip
    """Tell which questions would change their answer; empty if the edit cannot change any."""
    asked, of = await _asked(context, draft, public, changed_base)
    if not of:
        return ""
    found: Sequence[Steal] = ()
    if asked:
        trial = context.services.library.try_out(changed_base, asked)
        waited = 0.0
        while not (await asyncio.wait([trial.found], timeout=_WORD_EVERY))[0]:
            waited += _WORD_EVERY
            await progress(_progress(voice, trial, len(asked), waited))
        found = await trial.found
    mine = [steal for steal in found if is_of(steal, Kind(draft.kind), draft.code)]
    return f"{voice.say('editors-steals', count=len(asked), all=of)}\n{told(voice, mine)}"


def _progress(voice: Voice, trial: Trial, count: int, waited: float) -> str:
    if trial.is_built:
        return voice.say("editors-checking-asked", done=trial.done, count=count)
    return voice.say("preview-learning", seconds=round(waited))


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
