"""/poster: a page to print and hang up, with a square code that opens the bot."""

import asyncio

from telegram import Update

from bot.context import BotContext, Services
from handlers.authorization import EditorSession, editor_command
from knowledge.editing.roles import Right


@editor_command(Right.EDIT)
async def on_poster_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/poster`: the poster as a PDF."""
    message = update.effective_message
    assert message is not None
    username = context.bot.username
    drawn = await asyncio.to_thread(_draw_poster, context.services, f"https://t.me/{username}")
    await message.reply_document(
        drawn,
        filename=f"{username}-poster.pdf",
        caption=editor.localizer.html("editors-poster", link=f"t.me/{username}"),
    )


def _draw_poster(services: Services, link: str) -> bytes:
    from bot.graphics import poster  # the drawing library takes 30 MB: only who draws pays

    localizers = [services.localizer(language) for language in services.town.languages]
    says = [
        (localizer.label("start-first"), localizer.label("poster-how")) for localizer in localizers
    ]
    foot = [localizer.label("poster-foot") for localizer in localizers]
    if name := services.settings.operator_name:
        foot.append(name)
    title = localizers[0].label("profile-name")
    figure = poster.draw_poster(services.city.name, title, link, says, foot)
    return poster.poster_pdf(figure, title)
