"""/broadcast and /correct: a message to all who asked to be told; counted, stoppable."""

import html
from collections import Counter
from collections.abc import Sequence
from functools import partial

from telegram import CallbackQuery, InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.storage import campaigns, drafts, rules, switches
from bot.storage.campaigns import Running
from bot.storage.drafts import Pending
from bot.texts import Voice, notices
from handlers import buttons, reply
from handlers.admin import wording
from handlers.admin.desk import Clerk, command, number, tap
from knowledge.editing import fields
from knowledge.editing.fields import Field, Form
from knowledge.editing.roles import Right
from knowledge.language import Language

KINDS = ("broadcast", "correct")
_TEXT = Field("message", Form.HTML, spoken=True)


@command(Right.SEND)
async def broadcast(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/broadcast`: begin a message; `/broadcast status` and `stop`: the one on its way.

    `/broadcast paid on` and `off`, for owners: whether broadcasts are paid for to go faster.
    """
    word = words[0].lower() if words else ""
    if word == "paid":
        await _paid(update, context, clerk, words[1].lower() if len(words) > 1 else "")
        return
    if word in ("status", "stop"):
        newest = await context.services.db.run(campaigns.latest)
        if newest is None:
            await reply.say(update, clerk.voice.say("editors-campaign-none"))
            return
        await _progress(update, context, clerk, newest.id, stop=word == "stop", query=None)
        return
    await _begin(update, context, clerk, "broadcast", "")


async def _paid(update: Update, context: BotContext, clerk: Clerk, word: str) -> None:
    db, now = context.services.db, context.services.now()
    if word in ("on", "off"):
        await db.run(rules.set_paid, clerk.actor, word == "on", now)
    is_paid = await db.run(switches.is_paid)
    await reply.say(update, clerk.voice.say("editors-paid-on" if is_paid else "editors-paid-off"))


@command(Right.SEND)
async def correct(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/correct AB-14`: begin a message that says what was wrong in an answer."""
    codes = context.services.town.codes
    read = codes.read(words[0]) if words else None
    if read is None or read[0] not in context.services.library.base.entries:
        await reply.say(update, clerk.voice.say("editors-correct-usage"))
        return
    await _begin(update, context, clerk, "correct", read[0])


async def _begin(update: Update, context: BotContext, clerk: Clerk, kind: str, code: str) -> None:
    """Begin a message, or go on with one that was not sent yet in any language."""
    services = context.services
    begin = partial(
        drafts.open_, actor=clerk.actor, kind=kind, code=code, body={}, version=0,
        now=services.now(), language=clerk.voice.language,
    )  # fmt: skip
    draft = await services.db.run(begin)
    if await services.db.run(campaigns.sent_in, draft):
        draft = await services.db.run(partial(begin, afresh=True))
    await screen(update, context, clerk, draft)


async def screen(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Ask for the text in the draft's language; show what is written."""
    services, voice = context.services, clerk.voice
    await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(), asks=f"message.{draft.language}"
    )
    lines = [voice.say(f"editors-{draft.kind}", code=draft.code)]
    lines += [
        f"<b>{voice.label(f'language-{tag}')}</b>: {draft.body[tag.value]}"
        for tag in voice.town.languages
        if draft.body.get(tag.value)
    ]
    lines.append(voice.say("editors-ask", part=wording.part_name(voice, _TEXT, draft.language)))
    languages = [
        buttons.button(voice.label(f"language-{tag}"), "draft", "language", f"{draft.id}.{tag}")
        for tag in voice.town.languages
    ]
    below = [
        buttons.button(voice.label("editors-preview"), "draft", "preview", str(draft.id)),
        buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id)),
    ]
    rows = [languages, below] if len(languages) > 1 else [below]
    await reply.say(update, "\n\n".join(lines), buttons.keyboard(rows))


async def take_text(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, typed: str
) -> None:
    """Take the message in one language, then ask for the next that is missing."""
    services, message = context.services, update.message
    given = typed
    if message is not None and message.entities:
        given = wording.as_html(message.text_html, typed)
    body = {**draft.body, draft.asks.partition(".")[2]: fields.read(_TEXT, given)}
    missing = [language for language in services.town.languages if not body.get(language.value)]
    draft = await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(),
        body=body, asks="", language=missing[0] if missing else draft.language,
    )  # fmt: skip
    if missing:
        await screen(update, context, clerk, draft)
    else:
        await preview(update, context, clerk, draft)


async def preview(update: Update, context: BotContext, clerk: Clerk, draft: Pending) -> None:
    """Send the message to the editor alone, as written, with who would get it and who would not.

    While a language is missing the bot goes on listening for it.
    """
    services, voice = context.services, clerk.voice
    counts = await services.db.run(campaigns.recipients, services.settings.default_language)
    sent = await services.db.run(campaigns.sent_in, draft)
    missing = [tag for tag in services.town.languages if not draft.body.get(tag.value)]
    draft = await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(), previewed=draft.digest,
        asks=f"message.{missing[0]}" if missing else "", language=(missing or [draft.language])[0],
    )  # fmt: skip
    fresh = [
        tag for tag in services.town.languages if draft.body.get(tag.value) and tag not in sent
    ]
    for language in fresh:
        own = services.voice(language)
        await reply.say(
            update, notices.campaign(services.library.base, own, draft.code, draft.body)
        )
    reached = sum(counts[tag] for tag in fresh)
    lines = [voice.say("editors-recipients", count=reached), *_counted(voice, fresh, counts)]
    if missing:
        lines.append(voice.say("editors-campaign-missing"))
        lines += _counted(voice, missing, counts)
        part = wording.part_name(voice, _TEXT, missing[0])
        lines.append(voice.say("editors-campaign-next", part=part))
    row = []
    if reached:
        label = voice.label("editors-send", count=reached)
        row.append(buttons.button(label, "draft", "publish", f"{draft.id}.{draft.digest}"))
    row += [
        buttons.button(voice.label("editors-change"), "draft", "show", str(draft.id)),
        buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id)),
    ]
    await reply.say(update, "\n".join(lines), buttons.keyboard([row]))


def _counted(voice: Voice, tags: Sequence[Language], counts: Counter[Language]) -> list[str]:
    return [f"• {html.escape(voice.label(f'language-{tag}'))}: {counts[tag]}" for tag in tags]


async def send(
    update: Update, context: BotContext, clerk: Clerk, draft: Pending, digest: str
) -> None:
    """Queue the message to all who read what is written; it can be watched and stopped.

    Then the bot asks for the languages that are missing.
    """
    services, voice = context.services, clerk.voice
    if not any(draft.body.get(tag.value) for tag in services.town.languages):
        await preview(update, context, clerk, draft)
        return
    running = await services.db.run(
        campaigns.start, clerk.actor, draft.id, digest, services.now(),
        services.settings.default_language, services.town.languages,
    )  # fmt: skip
    await reply.say(update, told(voice, running), _watching(voice, running))
    missing = [tag for tag in services.town.languages if not running.texts.get(tag.value)]
    if not missing:
        return
    counts = await services.db.run(campaigns.recipients, services.settings.default_language)
    await services.db.run(
        drafts.change, clerk.actor, draft.id, services.now(),
        asks=f"message.{missing[0]}", language=missing[0],
    )  # fmt: skip
    part = wording.part_name(voice, _TEXT, missing[0])
    lines = [voice.say("editors-campaign-missing"), *_counted(voice, missing, counts)]
    lines.append(voice.say("editors-campaign-next", part=part))
    row = [buttons.button(voice.label("editors-discard"), "draft", "discard", str(draft.id))]
    await reply.say(update, "\n".join(lines), buttons.keyboard([row]))


def told(voice: Voice, running: Running) -> str:
    """Word how far a message to all has come."""
    return notices.progress(voice, running.total, running.counts, running.state)


def _watching(voice: Voice, running: Running) -> InlineKeyboardMarkup | None:
    if running.state != "sending":
        return None
    return buttons.keyboard(
        [
            [
                buttons.button(voice.label("editors-refresh"), "campaign", "see", str(running.id)),
                buttons.button(voice.label("editors-stop"), "campaign", "stop", str(running.id)),
            ]
        ]
    )


@tap(Right.SEND)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on a running message's buttons."""
    if press.verb not in ("see", "stop"):
        raise buttons.BadButton("this button is none of ours")
    await _progress(
        update, context, clerk, number(press.argument), stop=press.verb == "stop", query=query
    )


async def _progress(
    update: Update, context: BotContext, clerk: Clerk, campaign_id: int, *, stop: bool,
    query: CallbackQuery | None,
) -> None:  # fmt: skip
    services, voice = context.services, clerk.voice
    if stop:
        running = await services.db.run(campaigns.stop, clerk.actor, campaign_id, services.now())
    else:
        running = await services.db.run(campaigns.get, campaign_id)
    if running is None:
        await reply.say(update, voice.say("editors-campaign-none"))
    elif query is not None:
        await reply.edit(query, told(voice, running), _watching(voice, running))
    else:
        await reply.say(update, told(voice, running), _watching(voice, running))
