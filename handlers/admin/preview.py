"""From an edit to the public: shown as residents will see it, its problems named, published."""

import asyncio
import html
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.context import BotContext
from bot.storage import drafts, faq, publishing
from bot.storage.drafts import Pending, Stored
from bot.storage.publishing import Done, NeedsReview, Raced, Renewed, Withdrawn
from bot.texts import Voice, cards
from bot.texts.card_size import problems as problems_of_size
from bot.texts.card_size import sizes
from handlers import buttons, reply
from handlers.admin import drafting, rivals, trials, wording
from handlers.admin.desk import Clerk
from knowledge.content.base import Base
from knowledge.content.checks import Problem, Severity
from knowledge.content.documents import InvalidDocument, Kind
from knowledge.content.problems import affected, problems, with_document
from knowledge.editing.changes import changed, stamped

Also: TypeAlias = Callable[[], Awaitable[str]]


async def propose(
    update: Update, context: BotContext, clerk: Clerk, stored: Stored,
    body: Mapping[str, object], act: str,
) -> None:  # fmt: skip
    """Make a whole draft at once (removal, return, undo) and show its preview."""
    services = context.services
    draft = await services.db.run(
        drafts.open_, clerk.actor, stored.kind, stored.code, body, stored.version,
        services.now(), act=act, language=clerk.voice.language, afresh=True,
    )  # fmt: skip
    await drafting.warn_of_others(update, context, clerk, draft)
    await preview(update, context, clerk, draft)


async def preview(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, also: Also | None = None
) -> None:
    """Show a draft as it will be, what stands against it, and the way to publish.

    `also` words what is to be told beside, once the draft was tried.
    """
    if draft.act == "publish":
        await _content(update, context, clerk, draft, also)
        return
    voice = clerk.voice
    if draft.act in ("retire", "restore"):
        base = with_document(context.services.library.base, Kind.ENTRY, draft.code, draft.body)
        entry = base.entries[draft.code]
        await reply.say(update, cards.whole(base, entry, voice, context.services.today()))
    else:
        live = await context.services.db.run(faq.live)
        lines = [
            voice.say("editors-import-differences"),
            *wording.imported(voice, draft.body["documents"], live.bodies),
        ]
        await reply.say(update, "\n".join(lines))
    draft = await _note_preview(context, clerk, draft)
    await reply.say(
        update,
        voice.say(f"editors-confirm-{draft.act}", code=draft.code),
        _publish_buttons(voice, draft, clerk, may=True),
    )


async def _content(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, also: Also | None
) -> None:
    services, voice, kind = context.services, clerk.voice, Kind(draft.kind)
    stored = await services.db.run(drafts.document, kind, draft.code)
    public = stored.body if stored and stored.state == "live" else {}
    base, body = services.library.base, draft.body
    if kind is Kind.ENTRY and public:  # so that translations now behind are named
        past = await services.db.run(faq.history, kind, draft.code)
        body = stamped(public, body, draft.version + 1, [v.body for v in past])
    found = await asyncio.to_thread(problems, base, kind, draft.code, body, services.today())
    try:
        changed_base = with_document(base, kind, draft.code, draft.body, draft.version + 1)
    except InvalidDocument:
        changed_base = None
    if changed_base is not None and kind is Kind.ENTRY:
        mine = [changed_base.entries[draft.code]]
        large = sizes(changed_base, services.texts, services.today(), mine)
        found += [replace(one, severity=Severity.WARNING) for one in problems_of_size(large)]
    if changed_base is not None:
        await _show(update, context, clerk, draft, changed_base, public)
    may = changed_base is not None and not any(p.severity is Severity.ERROR for p in found)
    placeholder = await reply.say(update, voice.say("editors-checking"))
    stolen = ""
    if may and changed_base is not None:  # a base that cannot be worded cannot be asked

        async def progress(words: str) -> None:
            if placeholder is not None:
                await reply.edit_ours(
                    context, placeholder.chat.id, placeholder.message_id, words, None
                )

        stolen = await trials.stolen(context, voice, draft, public, changed_base, progress)
        stolen = "\n\n".join(filter(None, (await also() if also else "", stolen)))
    await _verdict(update, context, clerk, draft, found, stolen, placeholder, may=may)


async def _verdict(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, found: list[Problem],
    stolen: str, placeholder: Message | None, *, may: bool,
) -> None:  # fmt: skip
    voice = clerk.voice
    draft = await _note_preview(context, clerk, draft)
    parts = [wording.problems(voice, found), stolen]
    parts.append(voice.say("editors-may-publish" if may else "editors-may-not-publish"))
    words = "\n\n".join(part for part in parts if part)
    keyboard = _publish_buttons(voice, draft, clerk, may=may)
    if placeholder is not None:
        chat = placeholder.chat.id
        await reply.edit_ours(context, chat, placeholder.message_id, words[:4000], keyboard)
    else:
        await reply.say(update, words, keyboard)


async def _note_preview(context: BotContext, clerk: Clerk, draft: Pending) -> Pending:
    """Remember which content was shown: only that can be published."""
    services = context.services
    if draft.editor != clerk.actor.user_id:
        return draft
    return await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(), previewed=draft.digest
    )


def _publish_buttons(
    voice: Voice, draft: Pending, clerk: Clerk, *, may: bool
) -> InlineKeyboardMarkup | None:
    row: list[InlineKeyboardButton] = []
    exact = f"{draft.id}.{draft.digest}"
    is_mine = draft.editor == clerk.actor.user_id
    if may and (not is_mine or draft.state != "review"):
        key = "editors-publish" if is_mine else "editors-approve"
        row.append(buttons.button(voice.label(key), "draft", "publish", exact))
    if is_mine and drafting.is_content(draft):
        row.append(buttons.button(voice.label("editors-change"), "draft", "show", str(draft.id)))
    if not is_mine:
        row.append(buttons.button(voice.label("editors-back"), "draft", "back", str(draft.id)))
    row.append(buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id)))
    return buttons.keyboard([row])


async def _show(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, base: Base,
    public: Mapping[str, object],
) -> None:  # fmt: skip
    """Show a draft as residents will see it; for other kinds, what it changes."""
    services, voice, kind = context.services, clerk.voice, Kind(draft.kind)
    if kind is Kind.ENTRY:
        entry = base.entries[draft.code]
        changes = changed(kind, public, draft.body)
        spoken = [one.language for one in changes if one.language]
        shared = any(one.language is None for one in changes)
        for language in services.town.languages:
            wanted = language in spoken or (shared and language is draft.language)
            if language in entry.wordings and wanted:
                try:
                    words = cards.whole(base, entry, services.voice(language), services.today())
                except Exception as fault:  # a broken quote is told among the problems
                    words = html.escape(str(fault))
                await reply.say(update, words)
        return
    lines = [
        voice.say("editors-document", kind=kind.value, code=draft.code),
        wording.difference(voice, kind, public, draft.body),
    ]
    if kind is Kind.FACT:
        now = services.library.base
        told = affected(now, base)
        lines.append(wording.entries_changed(voice, now, base, told))
    await reply.say(update, "\n\n".join(lines))


async def publish(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, digest: str
) -> None:
    """Carry a draft out, or tell why not: a rival was first, or someone else must approve."""
    services, voice = context.services, clerk.voice
    if draft.act == "publish" and await _is_broken(context, draft):
        await reply.say(update, voice.say("editors-may-not-publish"))
        return
    owners = services.settings.admin_ids
    done = await services.db.run(
        publishing.publish, clerk.actor, draft.id, digest, services.now(), owners
    )
    match done:
        case Done():
            version = await services.db.run(faq.version)
            await services.library.refresh(version)
            await reply.say(update, _published(voice, draft, done))
        case NeedsReview():
            await reply.say(update, voice.say("editors-sent-to-review", code=draft.code))
            await _call_reviewers(context, done)
        case Raced():
            await rivals.tell(update, context, clerk, draft, done)
        case Withdrawn():
            await reply.say(update, voice.say("releases-retired", code=done.code))
        case Renewed():
            see = buttons.button(voice.label("releases-see"), "draft", "release", str(draft.id))
            words = voice.say("releases-renewed-unseen", code=done.code)
            await reply.say(update, words, buttons.keyboard([[see]]))


async def _is_broken(context: BotContext, draft: Pending) -> bool:
    """Check once more at the last moment: the base may have changed since the preview."""
    services = context.services
    found = await asyncio.to_thread(
        problems,
        services.library.base,
        Kind(draft.kind),
        draft.code,
        draft.body,
        services.today(),
    )
    return any(problem.severity is Severity.ERROR for problem in found)


def _published(voice: Voice, draft: Pending, done: Done) -> str:
    lines = [voice.say(f"editors-done-{draft.act}", code=done.code, version=str(done.version))]
    if done.told:
        lines.append(voice.say("editors-done-followers", count=done.told))
    return "\n".join(lines)


async def _call_reviewers(context: BotContext, waiting: NeedsReview) -> None:
    """Tell those who may approve, each through the outbox."""
    services = context.services
    await services.db.run(
        publishing.call_reviewers, waiting.draft, waiting.reviewers, services.now()
    )


async def take_in(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Lay one's own changes over what is public by now, and show the preview again."""
    draft, laid = await rivals.rebased(context, clerk, draft)
    await rivals.tell_clashes(update, clerk, laid)
    await preview(update, context, clerk, draft)


async def send_back(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Give a draft back to its author."""
    services = context.services
    await services.db.run(publishing.send_back, clerk.actor, draft.id, services.now())
    await reply.say(update, clerk.voice.say("editors-sent-back", code=draft.code))
