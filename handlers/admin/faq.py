"""/faq: find an answer, see it as residents do, open an edit, look into its past."""

import html

from telegram import CallbackQuery, InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage import bin, drafts, editors, faq
from bot.texts import Voice, cards
from handlers import buttons, reply
from handlers.admin import drafting, phrase, preview, tying, wording
from handlers.admin.desk import Clerk, command, tap
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.folding import fold
from knowledge.numbers import whole
from knowledge.verdict import Outcome

_PAGE = 5  # versions shown of a history
_MOST_PAGES = 9999
_MOST_FOUND = 8


@command(Right.LOOK)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq [words or code]`, `/faq add|edit|delete|history|undo|restore|phrase [code]`."""
    verb, rest = (words[0].lower(), words[1:]) if words else ("", [])
    if verb in _VERBS:
        await _VERBS[verb](update, context, clerk, rest)
    else:
        await find(update, context, clerk, " ".join(words))


async def find(update: Update, context: BotContext, clerk: Clerk, text: str) -> None:
    """Show the entry of a code, or the entries that words may mean."""
    services, voice = context.services, clerk.voice
    base = services.library.base
    if not text:
        waiting = await services.db.run(drafts.mine, clerk.actor)
        await reply.say(
            update,
            voice.say("editors-faq-help"),
            buttons.keyboard(drafting.list_of(waiting, voice)),
        )
        return
    if (entry := base.find(text)) is not None:
        await show(update, context, clerk, entry.code, voice.language)
        return
    found = _meant(base, services.library.index, text, voice.language)
    if not found:
        await reply.say(update, voice.say("editors-faq-none", text=text[:80]))
        return
    rows = [
        [buttons.button(f"{code}: {base.title(code, voice.language)}", "faq", "show", code)]
        for code in found
    ]
    await reply.say(update, voice.say("editors-faq-found"), buttons.keyboard(rows))


def _meant(base: Base, index: FaqIndex, text: str, language: Language) -> list[str]:
    """Return the codes words may mean: as a resident's question, else as words of a title."""
    verdict = index.ask(text, language)
    if verdict.outcome in (Outcome.FOUND, Outcome.MAYBE):
        return [c.entry for c in verdict.candidates if c.entry in base.entries]
    wanted = fold(text)
    return [
        code
        for code, entry in base.entries.items()
        if any(wanted in fold(base.wording(entry, tag)[0].title) for tag in entry.wordings)
    ][:_MOST_FOUND]


async def show(
    update: Update, context: BotContext, clerk: Clerk, code: str, language: Language
) -> None:
    """Show an entry as residents see it in a language, and what can be done with it."""
    services, voice = context.services, clerk.voice
    base = services.library.base
    entry = base.entries.get(code)
    if entry is None:
        await reply.say(update, voice.say("ask-no-such-code", code=code))
        return
    words = cards.whole(base, entry, services.voice(language), services.today())
    behind = voice.say("editors-faq-behind") if wording.is_behind(entry, language) else ""
    notes = "\n".join(filter(None, (behind, tying.told(base, entry, voice))))
    await reply.say(
        update, f"{words}\n\n{notes}".strip(), buttons.keyboard(_under(voice, code, language))
    )


def _under(voice: Voice, code: str, language: Language) -> list[list[InlineKeyboardButton]]:
    others = [
        buttons.button(voice.label(f"language-{one}"), "faq", "show", f"{code}.{one}")
        for one in voice.town.languages
        if one is not language
    ]
    edit = buttons.button(voice.label("editors-edit"), "faq", "edit", f"{code}.{language}")
    past = buttons.button(voice.label("editors-history"), "faq", "history", code)
    away = buttons.button(voice.label("editors-delete"), "faq", "delete", code)
    return [[edit, past, away], others]


@tap(Right.LOOK)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap on an entry's buttons."""
    code, _, tag = press.argument.partition(".")
    language = clerk.voice.town.guess(tag) or clerk.voice.language
    match press.verb:
        case "show":
            await show(update, context, clerk, code, language)
        case "edit":
            await edit(update, context, clerk, [code, language])
        case "history":
            await history(update, context, clerk, [code, tag])
        case "delete":
            await delete(update, context, clerk, [code])
        case "restore":
            await restore(update, context, clerk, [code])
        case _:
            raise buttons.BadButton("this button is none of ours")


async def add(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq add`: begin a new entry and ask for its question."""
    await drafting.begin(update, context, clerk, Kind.ENTRY, " ".join(words))


async def edit(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq edit AB-14 [part] [language]`."""
    code = _code(context, words)
    stored = await context.services.db.run(drafts.document, Kind.ENTRY, code) if code else None
    if stored is None or stored.state != "live":
        await reply.say(update, clerk.voice.say("editors-faq-which", verb="edit"))
        return
    guess = clerk.voice.town.guess
    tags = [language for word in words[1:] if (language := guess(word))]
    names = [word for word in words[1:] if not guess(word)]
    draft = await drafting.take_up(
        update, context, clerk, stored, tags[0] if tags else clerk.voice.language
    )
    if names:
        await drafting.ask_for(update, context, clerk, draft, names[0].lower())
    else:
        await drafting.screen(update, context, clerk, draft)


def _code(context: BotContext, words: list[str]) -> str:
    codes = context.services.town.codes
    read = codes.read(words[0]) if words else None
    return read[0] if read else ""


async def history(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq history AB-14 [page]`: who changed what, when, as a readable difference."""
    services, voice, code = context.services, clerk.voice, _code(context, words)
    versions = await services.db.run(faq.history, Kind.ENTRY, code) if code else []
    if not versions:
        await reply.say(update, voice.say("editors-faq-which", verb="history"))
        return
    page = (whole(words[1], _MOST_PAGES) if len(words) > 1 else None) or 0
    newest_first = list(reversed(versions))
    shown = newest_first[page * _PAGE : (page + 1) * _PAGE]
    lines = [voice.say("editors-history-of", code=code)]
    for version in shown:
        before = next((v.body for v in versions if v.number == version.number - 1), None)
        who = await services.db.run(editors.label, version.editor, services.settings.admin_ids)
        lines.append(
            wording.version(voice, version, before, who, services.settings.timezone, Kind.ENTRY)
        )
    row = []
    if (page + 1) * _PAGE < len(versions):
        row = [buttons.button(voice.label("browse-next"), "faq", "history", f"{code}.{page + 1}")]
    await reply.say(update, "\n\n".join(lines), buttons.keyboard([row]))


async def delete(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq delete AB-14`: show what would go, then ask."""
    code = _code(context, words)
    stored = await context.services.db.run(drafts.document, Kind.ENTRY, code) if code else None
    if stored is None or stored.state != "live":
        await reply.say(update, clerk.voice.say("editors-faq-which", verb="delete"))
        return
    await preview.propose(update, context, clerk, stored, stored.body, "retire")


async def restore(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq restore [AB-14]`: list the bin, or take an entry out of it."""
    services, voice, code = context.services, clerk.voice, _code(context, words)
    stored = await services.db.run(drafts.document, Kind.ENTRY, code) if code else None
    if stored is not None and stored.state == "retired":
        await preview.propose(update, context, clerk, stored, stored.body, "restore")
        return
    binned = await services.db.run(bin.entries)
    if not binned:
        await reply.say(update, voice.say("editors-bin-empty"))
        return
    titles = [(b.code, wording.title(b.body, voice.language)) for b in binned]
    lines = [voice.say("editors-bin"), *(f"{c}: {html.escape(t)}" for c, t in titles)]
    rows = [[buttons.button(f"{c}: {t}", "faq", "restore", c)] for c, t in titles[:10]]
    await reply.say(update, "\n".join(lines), buttons.keyboard(rows))


async def undo(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/faq undo [AB-14]`: propose the version before; without a code, of one's own last act."""
    services, voice, code = context.services, clerk.voice, _code(context, words)
    kind = Kind.ENTRY
    if not code and (last := await services.db.run(bin.last_act, clerk.actor.user_id)):
        kind, code = last
    versions = await services.db.run(faq.history, kind, code) if code else []
    stored = await services.db.run(drafts.document, kind, code) if code else None
    if stored is None or stored.state != "live" or len(versions) < 2:
        is_first = stored is not None and stored.state == "live"
        key = "editors-undo-first" if is_first else "editors-undo-nothing"
        await reply.say(update, voice.say(key, code=code))
        return
    await preview.propose(update, context, clerk, stored, dict(versions[-2].body), "publish")


_VERBS = {
    "add": add,
    "edit": edit,
    "history": history,
    "delete": delete,
    "restore": restore,
    "undo": undo,
    "phrase": phrase.typed,
}
