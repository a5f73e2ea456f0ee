"""Someone else published the same document meanwhile: told, and one's own changes laid on top."""

from collections.abc import Mapping

from telegram import Update

from bot.context import BotContext
from bot.storage import drafts, editors, faq
from bot.storage.drafts import Pending
from bot.storage.publishing import Raced
from handlers import buttons, reply
from handlers.admin import wording
from handlers.admin.desk import Clerk
from knowledge.content.documents import Kind
from knowledge.editing.changes import Rebased, rebase


async def tell(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, raced: Raced
) -> None:
    """Show what someone else published meanwhile; nothing of theirs is overwritten unseen."""
    services, voice = context.services, clerk.voice
    who = await services.db.run(editors.label, raced.editor, services.settings.admin_ids)
    lines = [
        voice.say("editors-raced", code=raced.code, version=str(raced.version), who=who or "?")
    ]
    rows = []
    if draft.act == "publish":
        origin = await _origin(context, draft)
        lines.append(wording.difference(voice, Kind(draft.kind), origin, raced.body))
        rows.append([buttons.button(voice.label("editors-take"), "draft", "take", str(draft.id))])
    rows.append(
        [buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id))]
    )
    await reply.say(update, "\n".join(lines), buttons.keyboard(rows))


async def _origin(context: BotContext, draft: Pending) -> Mapping[str, object]:
    history = await context.services.db.run(faq.history, Kind(draft.kind), draft.code)
    return next((v.body for v in history if v.number == draft.version), {})


async def rebased(context: BotContext, clerk: Clerk, draft: Pending) -> tuple[Pending, Rebased]:
    """Lay a draft over what is public by now; raises NoDraft when nothing is."""
    services, kind = context.services, Kind(draft.kind)
    stored = await services.db.run(drafts.document, kind, draft.code)
    if stored is None:
        raise drafts.NoDraft("the document is gone")
    laid = rebase(kind, await _origin(context, draft), draft.body, stored.body)
    draft = await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(),
        body=laid.body, version=stored.version,
    )  # fmt: skip
    return draft, laid


async def tell_clashes(update: Update, clerk: Clerk, laid: Rebased) -> None:
    """Show the parts that both editors changed."""
    if laid.clashes:
        told = "\n".join(wording.one_change(clerk.voice, change) for change in laid.clashes)
        await reply.say(update, f"{clerk.voice.say('editors-clashes')}\n{told}")
