"""/broadcast and /correct: a message to all who asked to be told; counted, stoppable."""

import html
from collections import Counter
from collections.abc import Sequence
from functools import partial

from telegram import CallbackQuery, InlineKeyboardMarkup, Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.database import runtime_flags
from bot.storage.database.row_states import CampaignState
from bot.storage.editors import guarded_flags
from bot.storage.faq import drafts
from bot.storage.faq.drafts import PendingDraft
from bot.storage.notices import campaign_records
from bot.storage.notices.campaign_records import CampaignProgress
from bot.texts import Localizer, notice_texts
from handlers.authorization import EditorSession, editor_command, editor_tap, parse_draft_number
from handlers.chats.decorators import Tap
from handlers.editing import draft_texts
from handlers.messages import replies
from handlers.messages.keyboards import draft_button, make_button, make_keyboard
from knowledge.content.document_fields import Field, InputForm
from knowledge.editing import editable_fields
from knowledge.editing.roles import Right
from knowledge.language import Language

CAMPAIGN_KINDS = ("broadcast", "correct")
_MESSAGE_FIELD = Field("message", InputForm.HTML, spoken=True)


# Follow a message to all: here (asked for, written, previewed) → handlers/editors/draft_routing.py
# ("Send" comes here by it) → bot/storage/notices/campaign_records.py (a delivery a chat) →
# bot/sending/outbox_sender.py → bot/jobs/notice_renderers.py → bot/texts/notice_texts.py.


@editor_command(Right.SEND)
async def on_broadcast_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/broadcast`: begin a message; `/broadcast status` and `stop`: the one on its way.

    `/broadcast paid on` and `off`, for owners: whether broadcasts are paid for to go faster.
    """
    word = words[0].lower() if words else ""
    if word == "paid":
        await _set_paid(update, context, editor, words[1].lower() if len(words) > 1 else "")
        return
    if word in ("status", "stop"):
        newest = await context.services.db.run(campaign_records.latest_campaign)
        if newest is None:
            await replies.send_reply(update, editor.localizer.html("editors-campaign-none"))
            return
        await _show_progress(update, context, editor, newest.id, stop=word == "stop", query=None)
        return
    await _begin_campaign(update, context, editor, "broadcast", "")


async def _set_paid(update: Update, context: BotContext, editor: EditorSession, word: str) -> None:
    db, now = context.services.db, context.services.now()
    if word in ("on", "off"):
        await db.run(guarded_flags.set_paid_broadcasts, editor.actor, word == "on", now)
    is_paid = await db.run(runtime_flags.are_broadcasts_paid)
    await replies.send_reply(
        update, editor.localizer.html("editors-paid-on" if is_paid else "editors-paid-off")
    )


@editor_command(Right.SEND)
async def on_correct_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/correct AB-14`: begin a message that says what was wrong in an answer."""
    codes = context.services.town.codes
    read = codes.parse_code(words[0]) if words else None
    if read is None or read[0] not in context.services.faq.base.entries:
        await replies.send_reply(update, editor.localizer.html("editors-correct-usage"))
        return
    await _begin_campaign(update, context, editor, "correct", read[0])


async def _begin_campaign(
    update: Update, context: BotContext, editor: EditorSession, kind: str, code: str
) -> None:
    """Begin a message, or go on with one that was not sent yet in any language."""
    services = context.services
    begin = partial(
        drafts.open_draft, actor=editor.actor, kind=kind, code=code, body={}, version=0,
        now=services.now(), language=editor.localizer.language,
    )  # fmt: skip
    draft = await services.db.run(begin)
    if await services.db.run(campaign_records.sent_languages, draft):
        draft = await services.db.run(partial(begin, afresh=True))
    await ask_campaign_text(update, context, editor, draft)


async def ask_campaign_text(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Ask for the text in the draft's language; show what is written."""
    services, localizer = context.services, editor.localizer
    await services.db.run(
        drafts.change_draft,
        editor.actor,
        draft.id,
        services.now(),
        asks=campaign_records.asked_part(draft.language),
    )
    lines = [localizer.html(f"editors-{draft.kind}", code=draft.code)]
    lines += [
        f"<b>{localizer.label(f'language-{tag}')}</b>: {draft.body[tag.value]}"
        for tag in localizer.town.languages
        if draft.body.get(tag.value)
    ]
    lines.append(
        localizer.html(
            "editors-ask", part=draft_texts.part_name(localizer, _MESSAGE_FIELD, draft.language)
        )
    )
    languages = [
        draft_button(localizer, f"language-{tag}", "language", draft.id, tag)
        for tag in localizer.town.languages
    ]
    below = [
        draft_button(localizer, "editors-preview", "preview", draft.id),
        draft_button(localizer, "editors-discard", "discard", draft.id),
    ]
    rows = [languages, below] if len(languages) > 1 else [below]
    await replies.send_reply(update, "\n\n".join(lines), make_keyboard(rows))


async def take_campaign_text(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, typed: str
) -> None:
    """Take the message in one language, then ask for the next that is missing."""
    services, message = context.services, update.message
    given = typed
    if message is not None and message.entities:
        given = draft_texts.typed_html(message.text_html, typed)
    body = {
        **draft.body,
        draft.asks.partition(".")[2]: editable_fields.parse_field(_MESSAGE_FIELD, given),
    }
    missing = [language for language in services.town.languages if not body.get(language.value)]
    draft = await services.db.run(
        drafts.change_draft, editor.actor, draft.id, services.now(),
        body=body, asks="", language=missing[0] if missing else draft.language,
    )  # fmt: skip
    if missing:
        await ask_campaign_text(update, context, editor, draft)
    else:
        await preview_campaign(update, context, editor, draft)


async def preview_campaign(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft
) -> None:
    """Send the message to the editor alone, as written, with who would get it and who would not.

    While a language is missing the bot goes on listening for it.
    """
    services, localizer = context.services, editor.localizer
    counts = await services.db.run(
        campaign_records.count_recipients, services.settings.default_language
    )
    sent = await services.db.run(campaign_records.sent_languages, draft)
    missing = [tag for tag in services.town.languages if not draft.body.get(tag.value)]
    draft = await services.db.run(
        drafts.change_draft, editor.actor, draft.id, services.now(), previewed=draft.digest,
        asks=campaign_records.asked_part(missing[0]) if missing else "",
        language=(missing or [draft.language])[0],
    )  # fmt: skip
    fresh = [
        tag for tag in services.town.languages if draft.body.get(tag.value) and tag not in sent
    ]
    for language in fresh:
        own = services.localizer(language)
        await replies.send_reply(
            update, notice_texts.campaign_text(services.faq.base, own, draft.code, draft.body)
        )
    reached = sum(counts[tag] for tag in fresh)
    lines = [
        localizer.html("editors-recipients", count=reached),
        *_language_lines(localizer, fresh, counts),
    ]
    if missing:
        lines += _missing_lines(localizer, missing, counts)
    row = []
    if reached:
        label = localizer.label("editors-send", count=reached)
        exact = f"{draft.id}.{draft.digest}"
        row.append(make_button(label, Prefix.DRAFT, "publish", exact))
    row += [
        draft_button(localizer, "editors-change", "show", draft.id),
        draft_button(localizer, "editors-discard", "discard", draft.id),
    ]
    await replies.send_reply(update, "\n".join(lines), make_keyboard([row]))


def _language_lines(
    localizer: Localizer, tags: Sequence[Language], counts: Counter[Language]
) -> list[str]:
    return [f"• {html.escape(localizer.label(f'language-{tag}'))}: {counts[tag]}" for tag in tags]


def _missing_lines(
    localizer: Localizer, missing: Sequence[Language], counts: Counter[Language]
) -> list[str]:
    """Say who is not reached until it is written for them, and what is asked for next."""
    part = draft_texts.part_name(localizer, _MESSAGE_FIELD, missing[0])
    return [
        localizer.html("editors-campaign-missing"),
        *_language_lines(localizer, missing, counts),
        localizer.html("editors-campaign-next", part=part),
    ]


async def queue_campaign(
    update: Update, context: BotContext, editor: EditorSession, draft: PendingDraft, digest: str
) -> None:
    """Queue the message to all who read what is written; it can be watched and stopped.

    Then the bot asks for the languages that are missing.
    """
    services, localizer = context.services, editor.localizer
    if not any(draft.body.get(tag.value) for tag in services.town.languages):
        await preview_campaign(update, context, editor, draft)
        return
    running = await services.db.run(
        campaign_records.start_campaign, editor.actor, draft.id, digest, services.now(),
        services.settings.default_language, services.town.languages,
    )  # fmt: skip
    await replies.send_reply(
        update, campaign_progress_text(localizer, running), _progress_keyboard(localizer, running)
    )
    missing = [tag for tag in services.town.languages if not running.texts.get(tag.value)]
    if not missing:
        return
    counts = await services.db.run(
        campaign_records.count_recipients, services.settings.default_language
    )
    lines = _missing_lines(localizer, missing, counts)
    row = [draft_button(localizer, "editors-discard", "discard", draft.id)]
    await replies.send_reply(update, "\n".join(lines), make_keyboard([row]))


def campaign_progress_text(localizer: Localizer, running: CampaignProgress) -> str:
    """Word how far a message to all has come."""
    return notice_texts.progress_text(localizer, running.total, running.counts, running.state)


def _progress_keyboard(
    localizer: Localizer, running: CampaignProgress
) -> InlineKeyboardMarkup | None:
    if running.state != CampaignState.SENDING:
        return None
    verbs = (("editors-refresh", "see"), ("editors-stop", "stop"))
    return make_keyboard(
        [
            [
                make_button(localizer.label(key), Prefix.CAMPAIGN, verb, str(running.id))
                for key, verb in verbs
            ]
        ]
    )


@editor_tap(Right.SEND)
async def on_campaign_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on a running message's buttons."""
    if tap.verb not in ("see", "stop"):
        raise CallbackDataError
    number, stop = parse_draft_number(tap.argument), tap.verb == "stop"
    await _show_progress(update, context, editor, number, stop=stop, query=tap.query)


async def _show_progress(
    update: Update, context: BotContext, editor: EditorSession, campaign_id: int, *, stop: bool,
    query: CallbackQuery | None,
) -> None:  # fmt: skip
    services, localizer = context.services, editor.localizer
    if stop:
        running = await services.db.run(
            campaign_records.stop_campaign, editor.actor, campaign_id, services.now()
        )
    else:
        running = await services.db.run(campaign_records.load_campaign, campaign_id)
    if running is None:
        await replies.send_reply(update, localizer.html("editors-campaign-none"))
        return
    text = campaign_progress_text(localizer, running)
    keyboard = _progress_keyboard(localizer, running)
    if query is not None:
        await replies.edit_tapped_message(query, text, keyboard)
    else:
        await replies.send_reply(update, text, keyboard)
