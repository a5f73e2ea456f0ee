"""Trying the base out: one question with its scores, the whole bank, and what an edit steals."""

import asyncio
import html
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from telegram import Update

from bot.context import BotContext
from bot.faq.impact_check import ImpactCheck
from bot.storage.database.row_states import DocumentState
from bot.storage.faq import drafts, question_bank
from bot.storage.faq.drafts import PendingDraft
from bot.texts import Localizer, answer_cards
from handlers.authorization import EditorSession, editor_command
from handlers.messages import replies
from knowledge.content.documents import DocumentBody, DocumentError, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing.draft_problems import with_document
from knowledge.editing.edit_reach import changed_words, concerns_entry, touched_questions
from knowledge.editing.roles import Right
from knowledge.index_building import build_index
from knowledge.matching.quality.bank_evaluation import (
    AnswerChange,
    BankQuestion,
    ChangedAnswer,
    changed_answers,
    run_bank,
)
from knowledge.verdict import Outcome

_MAX_SHOWN = 10
_MAX_QUESTION_LENGTH = 1000  # characters of a question
_PROGRESS_SECONDS = 1.5  # seconds between two words about the progress


@editor_command(Right.LOOK)
async def on_try_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/try question`: the verdict, the scores and the runner-up; nothing is counted."""
    services, localizer, text = (
        context.services,
        editor.localizer,
        " ".join(words)[:_MAX_QUESTION_LENGTH],
    )
    if not text:
        await replies.send_reply(update, localizer.html("editors-try-usage"))
        return
    base = services.faq.base
    verdict = services.faq.index.ask(text, localizer.language)
    lines = [
        localizer.html(
            "editors-try",
            verdict=localizer.label(f"editors-outcome-{verdict.outcome}"),
            score=f"{verdict.score:.2f}",
            language=localizer.label(f"language-{verdict.language}"),
            reasons=", ".join(verdict.reasons) or "–",
        )
    ]
    for place, candidate in enumerate(verdict.candidates, start=1):
        title = html.escape(base.entry_title(candidate.entry, localizer.language))
        lines.append(f"{place}. {candidate.score:.2f} {candidate.entry}: {title}")
        if candidate.phrasing:
            lines.append(f"   “{html.escape(candidate.phrasing)}”")
    await replies.send_reply(update, "\n".join(lines))
    spoken = services.localizer(verdict.language)
    await replies.send_reply(
        update, answer_cards.verdict_card(base, verdict, spoken, services.today())
    )


@editor_command(Right.LOOK)
async def on_testall_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/testall`: ask the whole bank; what fails, and what broke since the last publication."""
    services, localizer = context.services, editor.localizer
    asked = await services.db.run(question_bank.load_question_bank)
    if not asked:
        await replies.send_reply(update, localizer.html("editors-test-no-bank"))
        return
    await replies.send_reply(update, localizer.html("editors-test-running", count=len(asked)))
    await services.faq.wait_until_settled()
    index = services.faq.index
    answers = await asyncio.to_thread(run_bank, index, asked)
    wrong = [a for a in answers if a.is_shown and not a.is_right]
    right = sum(a.is_offered if a.in_scope else not a.is_shown for a in answers)
    lines = [localizer.html("editors-test", right=right, wrong=len(wrong), count=len(asked))]
    for one in wrong[:_MAX_SHOWN]:
        should = " / ".join(one.question.accept) or "–"
        lines.append(f"• “{html.escape(one.question.text)}”: {should} → {one.verdict.entry}")
    before = await services.db.run(question_bank.base_before_publication, services.town)
    if before is not None:
        old = await asyncio.to_thread(build_index, before)
        broken = await asyncio.to_thread(changed_answers, old, index, asked)
        lines.append("")
        lines.append(localizer.html("editors-test-since"))
        lines.append(answer_changes_text(localizer, broken))
    await replies.send_reply(update, "\n".join(lines))


async def begin_impact_check(context: BotContext, draft: PendingDraft) -> ImpactCheck | None:
    """Begin to ask what a draft touches, so that its preview need not wait for it."""
    faq, kind = context.services.faq, DocumentKind(draft.kind)
    stored = await context.services.db.run(drafts.load_document, kind, draft.code)
    public = stored.body if stored and stored.state == DocumentState.LIVE else {}
    try:
        base = with_document(faq.base, kind, draft.code, draft.body, draft.version + 1)
    except DocumentError:
        return None
    asked, _ = await _touched_questions(context, draft, public, base)
    return faq.check_impact(base, asked) if asked else None


async def _touched_questions(
    context: BotContext, draft: PendingDraft, public: DocumentBody, changed_base: FaqBase
) -> tuple[list[BankQuestion], int]:
    """Return the questions a draft touches, and of how many; (…, 0) if it can touch none."""
    base, kind = context.services.faq.base, DocumentKind(draft.kind)
    before, after = (base, public), (changed_base, draft.body)
    try:
        by = await asyncio.to_thread(changed_words, kind, draft.code, before, after)
    except Exception:  # a broken quote is told among the problems
        by = frozenset()
    if not by:
        return [], 0
    every = await context.services.db.run(question_bank.load_question_bank) or _title_questions(
        base
    )
    return await asyncio.to_thread(touched_questions, every, by), len(every)


async def changed_answers_text(
    context: BotContext,
    localizer: Localizer,
    draft: PendingDraft,
    public: DocumentBody,
    changed_base: FaqBase,
    progress: Callable[[str], Coroutine[Any, Any, None]],
) -> str:
    """Tell which questions would change their answer; empty if the edit cannot change any."""
    asked, of = await _touched_questions(context, draft, public, changed_base)
    if not of:
        return ""
    found: Sequence[ChangedAnswer] = ()
    if asked:
        trial = context.services.faq.check_impact(changed_base, asked)
        waited = 0.0
        while not (await asyncio.wait([trial.found], timeout=_PROGRESS_SECONDS))[0]:
            waited += _PROGRESS_SECONDS
            await progress(_progress_text(localizer, trial, len(asked), waited))
        found = await trial.found
    mine = [
        steal for steal in found if concerns_entry(steal, DocumentKind(draft.kind), draft.code)
    ]
    counted = localizer.html("editors-steals", count=len(asked), all=of)
    return f"{counted}\n{answer_changes_text(localizer, mine)}"


def _progress_text(localizer: Localizer, trial: ImpactCheck, count: int, waited: float) -> str:
    if trial.is_built:
        return localizer.html("editors-checking-asked", done=trial.asked_count, count=count)
    return localizer.html("preview-learning", seconds=round(waited))


def _title_questions(base: FaqBase) -> list[BankQuestion]:
    """Return the titles of a base as questions, for a town that has no bank."""
    return [
        BankQuestion(
            base.entry_title(entry.code, language), language, (entry.code,), Outcome.FOUND
        )
        for entry in base.entries.values()
        for language in entry.wordings
    ]


def answer_changes_text(localizer: Localizer, found: Sequence[ChangedAnswer]) -> str:
    """Word the questions that change their answer, those for the worse first."""
    if not found:
        return localizer.html("editors-steals-none")
    sorted_ = sorted(found, key=lambda steal: steal.change is AnswerChange.WON)
    lines = [
        localizer.html(
            f"editors-steals-{steal.change}",
            question=steal.question.text,
            before=steal.before.entry
            or localizer.label(f"editors-outcome-{steal.before.outcome}"),
            after=steal.after.entry or localizer.label(f"editors-outcome-{steal.after.outcome}"),
        )
        for steal in sorted_[:_MAX_SHOWN]
    ]
    harmful = sum(steal.change is not AnswerChange.WON for steal in found)
    if len(found) > _MAX_SHOWN:
        lines.append(
            localizer.html("editors-steals-more", count=len(found) - _MAX_SHOWN, harmful=harmful)
        )
    return "\n".join(lines)
