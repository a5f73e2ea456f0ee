"""Topics, their questions, the dated story, the sources, and whether a code is genuine."""

import html

from telegram import InlineKeyboardMarkup, Update

from bot.callback_data import Prefix, parse_callback_number
from bot.context import BotContext
from bot.storage.faq import base_documents
from bot.texts import Localizer, answer_cards, source_texts, timeline_texts
from handlers.chats.chat_context import ChatContext, load_chat_context, pause_notice
from handlers.chats.decorators import Tap, chat_command, chat_tap
from handlers.faq import answer_keyboards, answers
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.content.reader_changes import changed_parts
from knowledge.numbers import parse_number

QUESTIONS_PER_PAGE = 8


def topics_page(base: FaqBase, localizer: Localizer) -> tuple[str, InlineKeyboardMarkup | None]:
    """List the topics that have answers."""
    shelves = base.used_topics()
    if not shelves:
        return localizer.html("browse-topics-empty"), None
    names = [f"{n}. {topic.name[localizer.language]}" for n, topic in enumerate(shelves, start=1)]
    text = localizer.html("browse-topics") + "\n\n" + "\n".join(map(html.escape, names))
    rows = [
        [make_button(name, Prefix.BROWSE, "topic", f"{topic.code}.0")]
        for name, topic in zip(names, shelves, strict=True)
    ]
    return text, make_keyboard(rows)


def _topic_page(
    base: FaqBase, localizer: Localizer, code: str, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    back = [make_button(localizer.label("browse-back"), Prefix.BROWSE, "topics")]
    shelf = base.topic_entries(code)
    if not shelf or code not in base.topics:
        return localizer.html("browse-topic-empty"), make_keyboard([back])
    pages = -(-len(shelf) // QUESTIONS_PER_PAGE)
    page = max(0, min(page, pages - 1))
    shown = shelf[page * QUESTIONS_PER_PAGE : (page + 1) * QUESTIONS_PER_PAGE]
    titles = [(entry.code, base.entry_title(entry.code, localizer.language)) for entry in shown]
    lines = [localizer.html("browse-topic", topic=base.topics[code].name[localizer.language]), ""]
    lines += [f"{entry}: {html.escape(title)}" for entry, title in titles]
    if pages > 1:
        lines += ["", localizer.html("browse-page", page=page + 1, pages=pages)]
        following = (page + 1) % pages
        back.append(
            make_button(
                localizer.label("browse-next"), Prefix.BROWSE, "topic", f"{code}.{following}"
            )
        )
    rows = [
        [make_button(title, Prefix.BROWSE, "entry", f"{entry}.{page}")] for entry, title in titles
    ]
    return "\n".join(lines), make_keyboard([*rows, back])


@chat_command
async def on_topics_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """List the topics, or the questions of the topic whose number or code was typed."""
    base, wanted = context.services.faq.base, (context.args or [""])[0]
    shelves = base.used_topics()
    if number := parse_number(wanted, len(shelves)):
        wanted = shelves[number - 1].code
    if not wanted:
        await replies.send_reply(update, *topics_page(base, chat.localizer))
    elif wanted in base.topics:
        page = parse_number((context.args or [])[1]) if len(context.args or []) > 1 else None
        await replies.send_reply(
            update, *_topic_page(base, chat.localizer, wanted, (page or 1) - 1)
        )
    else:
        await replies.send_reply(
            update, chat.localizer.html("browse-no-topic", number=wanted[:20])
        )


@chat_tap("topics", "topic", "entry")
async def on_browse_tap(update: Update, context: BotContext, chat: ChatContext, tap: Tap) -> None:
    """Browse by taps, editing the one message in place."""
    base = context.services.faq.base
    name, _, place = tap.argument.rpartition(".")
    page = parse_callback_number(place) if tap.verb != "topics" else 0
    match tap.verb:
        case "topics":
            await replies.edit_tapped_message(tap.query, *topics_page(base, chat.localizer))
        case "topic":
            await replies.edit_tapped_message(
                tap.query, *_topic_page(base, chat.localizer, name, page)
            )
        case "entry":
            await replies.edit_tapped_message(
                tap.query, *await _entry_page(context, chat, name, page)
            )


async def _entry_page(
    context: BotContext, chat: ChatContext, code: str, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    services, base = context.services, context.services.faq.base
    entry = base.find_entry(code)
    if entry is None:
        back = make_button(chat.localizer.label("browse-back"), Prefix.BROWSE, "topics")
        return chat.localizer.html("ask-gone"), make_keyboard([[back]])
    if (notice := pause_notice(chat)) is not None:
        return notice, None
    await answers.remember_shown(context, chat, (code,))
    back = make_button(
        chat.localizer.label("browse-back"), Prefix.BROWSE, "topic", f"{entry.topic}.{page}"
    )
    rows = [*answer_keyboards.answer_rows(base, entry, chat.localizer), [back]]
    return answer_cards.answer_card(base, entry, chat.localizer, services.today()), make_keyboard(
        rows
    )


@chat_command
async def on_timeline_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Tell the dated story."""
    notice = pause_notice(chat)
    await replies.send_reply(
        update, notice or timeline_texts.timeline_text(context.services.faq.base, chat.localizer)
    )


async def on_sources_command(update: Update, context: BotContext) -> None:
    """Tell where answers come from, or every source of the answer whose code was typed."""
    message = update.effective_message
    assert message is not None
    chat = await load_chat_context(update, context)
    if (notice := pause_notice(chat)) is not None:
        await replies.send_reply(update, notice)
        return
    base = context.services.faq.base
    words = (message.text or "").replace("_", " ").split(maxsplit=1)
    if len(words) == 1:
        await replies.send_reply(update, source_texts.all_sources(base, chat.localizer))
        return
    codes = base.town.codes
    entry = base.find_entry(
        words[1] if codes.parse_code(words[1]) else f"{codes.prefix}-{words[1].strip()}"
    )
    if entry is None:
        await replies.send_reply(
            update,
            chat.localizer.html("ask-no-such-code", code=words[1][: answers.MAX_CODE_SHOWN]),
        )
        return
    await replies.send_reply(update, source_texts.entry_sources(base, entry, chat.localizer))


@chat_command
async def on_verify_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """Tell whether a code is genuine, whether it is current, and what has changed since."""
    typed = " ".join(context.args or [])
    code = context.services.town.codes.parse_code(typed)
    if code is None:
        await replies.send_reply(update, chat.localizer.html("browse-verify-usage"))
        return
    await replies.send_reply(update, await _verification_text(context, chat.localizer, *code))


async def _verification_text(
    context: BotContext, localizer: Localizer, code: str, number: int | None
) -> str:
    services, base = context.services, context.services.faq.base
    heir = base.find_entry(code)
    if heir is not None and heir.code != code:
        title = base.entry_title(heir.code, localizer.language)
        stamp = f"{code}.{number}" if number else code
        return localizer.html(
            "browse-verify-replaced", stamp=stamp, heir=heir.version_stamp, title=title
        )
    history = await services.db.run(base_documents.document_history, DocumentKind.ENTRY, code)
    if not history:
        return localizer.html("browse-verify-unknown", code=code)
    newest = history[-1]
    asked = next((v for v in history if v.number == number), newest if number is None else None)
    current = f"{code}.{newest.number}"
    if asked is None:
        return localizer.html(
            "browse-verify-future", code=code, version=str(number), current=current
        )
    stamp = f"{code}.{asked.number}"
    if await services.db.run(base_documents.is_retired, DocumentKind.ENTRY, code):
        return localizer.html("browse-verify-retired", stamp=stamp)
    zone = services.settings.timezone
    if asked is newest:
        day = localizer.date_text(asked.at.astimezone(zone).date())
        return localizer.html("browse-verify-current", stamp=stamp, day=day)
    replaced = next(v for v in history if v.number == asked.number + 1)
    day = localizer.date_text(replaced.at.astimezone(zone).date())
    parts = ", ".join(
        localizer.label(f"browse-part-{part}")
        for part in changed_parts(asked.body, newest.body, localizer.language)
    )
    told = localizer.html("browse-verify-old", stamp=stamp, day=day, current=current)
    return told + "\n" + localizer.html("browse-verify-changed", parts=parts) if parts else told
