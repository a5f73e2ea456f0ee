"""The question an editor just asked, put into an entry as one more way of asking.

The question is kept nowhere: it stands in the message that the answer replies to.
"""

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update

from bot.callback_data import CallbackData, CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.faq.unanswered import UnansweredQuestion
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_tap
from handlers.editing import draft_editing, unanswered_list
from handlers.messages import keyboards, replies
from knowledge.content.documents import DocumentKind
from knowledge.editing.roles import Right
from knowledge.language import Language

MAX_PHRASING_TEXT = 300  # characters of a way of asking


@editor_tap(Right.WORD)
async def on_phrase_tap(
    update: Update,
    context: BotContext,
    clerk: EditorSession,
    query: CallbackQuery,
    data: CallbackData,
) -> None:
    """A tap on "Add phrasing", then on the entry it goes into, or on a new one."""
    asked = _question_replied_to(query)
    if asked is None:
        await replies.send_reply(update, clerk.localizer.html("editors-phrase-usage"))
        return
    match data.verb:
        case "choose":
            await replies.edit_tapped_keyboard(
                query,
                keyboards.make_keyboard(_nearest_entry_rows(context, clerk.localizer, asked)),
            )
        case "into":
            await add_phrasing(update, context, clerk, data.argument, asked)
        case "new":
            wish = phrasing_as_question(context, clerk, asked)
            body = {wish.language.value: {"phrasings": [wish.text]}}
            await draft_editing.begin_document(
                update, context, clerk, DocumentKind.ENTRY, body=body, language=wish.language
            )
        case _:
            raise CallbackDataError


async def add_typed_phrasing(
    update: Update, context: BotContext, clerk: EditorSession, words: list[str]
) -> None:
    """`/faq phrase AB-14 the question`: the same for any entry."""
    codes = context.services.town.codes
    read = codes.parse_code(words[0]) if words else None
    if read is None or len(words) < 2:
        await replies.send_reply(update, clerk.localizer.html("editors-phrase-usage"))
        return
    await add_phrasing(update, context, clerk, read[0], " ".join(words[1:]))


async def add_phrasing(
    update: Update, context: BotContext, clerk: EditorSession, code: str, asked: str
) -> None:
    """Add a question to an entry's ways of asking, and show the preview."""
    await unanswered_list.add_question_to_entry(
        update, context, clerk, phrasing_as_question(context, clerk, asked), code
    )


def phrasing_as_question(
    context: BotContext, clerk: EditorSession, asked: str
) -> UnansweredQuestion:
    """Return a question as something that was asked for, in the language it is in."""
    text = " ".join(asked.split())[:MAX_PHRASING_TEXT]
    language = context.services.faq.index.ask(text, clerk.localizer.language).language
    return UnansweredQuestion("", Language(language), text, 1, False)


def _question_replied_to(query: CallbackQuery) -> str | None:
    answer = query.message if isinstance(query.message, Message) else None
    asked = answer.reply_to_message if answer else None
    return (asked.text or "").strip() or None if asked else None


def _nearest_entry_rows(
    context: BotContext, localizer: Localizer, asked: str
) -> list[list[InlineKeyboardButton]]:
    """Return the entries a question is nearest to, and the way to a new one."""
    library = context.services.faq
    verdict = library.index.ask(asked, localizer.language)
    rows = [
        [
            keyboards.make_button(
                localizer.label(
                    "editors-wish-add", code=one.entry, score=f"{one.score:.2f}",
                    title=library.base.entry_title(one.entry, localizer.language),
                ),
                Prefix.PHRASE, "into", one.entry,
            )
        ]
        for one in verdict.candidates
        if one.entry in library.base.entries
    ]  # fmt: skip
    return [
        *rows,
        [keyboards.make_button(localizer.label("editors-wish-new"), Prefix.PHRASE, "new")],
    ]
