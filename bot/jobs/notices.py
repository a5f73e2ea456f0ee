"""Wording what the editors' room sends unasked: to all, to who asked to be told, to editors."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.context import Services
from bot.courier import Renderer
from bot.jobs import parked
from bot.outgoing import Outgoing, Rendering
from bot.storage import campaigns, editors, files, publishing, weekly, wishes
from bot.storage.editors import Actor
from bot.storage.outbox import Queued
from bot.texts import Voice, cards, notices
from knowledge.language import Language


async def _voice(services: Services, queued: Queued) -> Voice:
    language = await services.db.run(files.language_of, queued.chat_id)
    plain = await services.db.run(files.plainly, queued.chat_id)
    return services.voice(language or services.settings.default_language, plain=plain)


async def broadcast(services: Services, queued: Queued) -> Rendering:
    """Word a message to all for one chat, unless it was stopped meanwhile."""
    running = await services.db.run(campaigns.get, int(queued.facts["campaign"]))
    if running is None or running.state == "stopped":
        return Rendering(None, "stopped")
    voice = services.voice(Language(queued.facts["language"]))
    text = notices.campaign(services.library.base, voice, running.about, running.texts)
    return Rendering(Outgoing(text))


async def answered(services: Services, queued: Queued) -> Rendering:
    """Word the answer to a question someone sent and asked to be told about."""
    voice, base = await _voice(services, queued), services.library.base
    entry = base.find(str(queued.facts["code"]))
    if entry is None:
        return Rendering(None, "the answer is gone again")
    answer = cards.answer(base, entry, voice, services.today())
    return Rendering(Outgoing(f"{voice.say('notice-answered')}\n\n{answer}"))


async def to_editor(services: Services, queued: Queued) -> Rendering:
    """Word a notice to an editor; whoever is none any more gets nothing."""
    owners = services.settings.admin_ids
    actor = Actor(queued.chat_id, queued.chat_id in owners)
    if await services.db.run(editors.member, actor) is None:
        return Rendering(None, "no editor any more")
    voice, facts = await _voice(services, queued), queued.facts
    match facts["what"]:
        case "review" | "back":
            return Rendering(_about_draft(voice, facts))
        case "desk":
            return Rendering(_desk_news(services, voice, facts))
        case "report":
            state = "stopped" if facts["stopped"] else "reported"
            told = notices.progress(voice, int(facts["total"]), facts["counts"], state)
            return Rendering(Outgoing(f"{voice.say('notice-report')}\n{told}"))
        case "backup":
            return Rendering(Outgoing(voice.say("notice-backup-failed", fault=facts["fault"])))
        case "outage":
            minutes = max(1, round(int(facts["seconds"]) / 60))
            return Rendering(
                Outgoing(voice.say("notice-outage", fault=facts["fault"], minutes=minutes))
            )
    due = await services.db.run(weekly.due, services.today())
    return Rendering(Outgoing(notices.weekly(services.library.base, voice, due)))


def _about_draft(voice: Voice, facts: Mapping[str, Any]) -> Outgoing:
    review = facts["what"] == "review"
    label = voice.label("editors-preview" if review else "editors-edit")
    verb = "preview" if review else "show"
    button = InlineKeyboardButton(label, callback_data=f"draft:{verb}:{facts['draft']}")
    text = voice.say(f"notice-{facts['what']}", code=str(facts["code"]))
    return Outgoing(text, InlineKeyboardMarkup([[button]]))


def _desk_news(services: Services, voice: Voice, facts: Mapping[str, Any]) -> Outgoing:
    count, stamps, releases = int(facts["count"]), facts["stamps"], int(facts.get("releases", 0))
    rows = [[("editors-desk-off", "wish:off:")]]
    if releases:
        rows.insert(0, [("releases-see", "release:list:0")])
    if count or stamps:
        rows[-1].insert(0, ("editors-desk-see", "wish:page:0"))
    keyboard = [
        [InlineKeyboardButton(voice.label(key), callback_data=data) for key, data in row]
        for row in rows
    ]
    text = notices.desk(services.library.base, voice, count, stamps, releases)
    return Outgoing(text, InlineKeyboardMarkup(keyboard), is_silent=True)


CARDS: Final[Mapping[str, Renderer]] = {
    campaigns.BROADCAST: broadcast,
    wishes.CARD: answered,
    publishing.CARD: to_editor,
    parked.CARD: parked.worded,
}
