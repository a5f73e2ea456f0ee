"""Wording what the editors' room sends unasked: to all, to who asked to be told, to editors."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.context import Services
from bot.jobs import parked_updates
from bot.sending.outbox_sender import Renderer
from bot.sending.outgoing import OutgoingMessage, Rendering
from bot.storage.alerts import file_renewals
from bot.storage.database.row_states import CampaignState, EditorNotice
from bot.storage.editors import editor_members
from bot.storage.editors.editor_members import Actor
from bot.storage.faq import publishing, unanswered
from bot.storage.notices import campaign_records, weekly_list
from bot.storage.outbox.delivery_queue import ClaimedDelivery
from bot.texts import Localizer, answer_cards, notice_texts
from knowledge.language import Language


async def _chat_localizer(services: Services, queued: ClaimedDelivery) -> Localizer:
    language = await services.db.run(file_renewals.chosen_language, queued.chat_id)
    plain = await services.db.run(file_renewals.wants_plain_texts, queued.chat_id)
    return services.localizer(language or services.settings.default_language, plain=plain)


async def render_broadcast(services: Services, queued: ClaimedDelivery) -> Rendering:
    """Word a message to all for one chat, unless it was stopped meanwhile."""
    running = await services.db.run(campaign_records.load_campaign, int(queued.facts["campaign"]))
    if running is None or running.state == CampaignState.STOPPED:
        return Rendering(None, "stopped")
    voice = services.localizer(Language(queued.facts["language"]))
    text = notice_texts.campaign_text(services.faq.base, voice, running.about, running.texts)
    return Rendering(OutgoingMessage(text))


async def render_answered_suggestion(services: Services, queued: ClaimedDelivery) -> Rendering:
    """Word the answer to a question someone sent and asked to be told about."""
    voice, base = await _chat_localizer(services, queued), services.faq.base
    entry = base.find_entry(str(queued.facts["code"]))
    if entry is None:
        return Rendering(None, "the answer is gone again")
    answer = answer_cards.answer_card(base, entry, voice, services.today())
    return Rendering(OutgoingMessage(f"{voice.html('notice-answered')}\n\n{answer}"))


async def render_editor_notice(services: Services, queued: ClaimedDelivery) -> Rendering:
    """Word a notice to an editor; whoever is none any more gets nothing."""
    owners = services.settings.admin_ids
    actor = Actor(queued.chat_id, queued.chat_id in owners)
    if await services.db.run(editor_members.load_member, actor) is None:
        return Rendering(None, "no editor any more")
    voice, facts = await _chat_localizer(services, queued), queued.facts
    match facts["what"]:
        case EditorNotice.REVIEW | EditorNotice.BACK:
            return Rendering(_draft_message(voice, facts))
        case EditorNotice.DESK:
            return Rendering(_feedback_message(services, voice, facts))
        case EditorNotice.REPORT:
            state = CampaignState.STOPPED if facts["stopped"] else CampaignState.REPORTED
            told = notice_texts.progress_text(voice, int(facts["total"]), facts["counts"], state)
            return Rendering(OutgoingMessage(f"{voice.html('notice-report')}\n{told}"))
        case EditorNotice.BACKUP:
            return Rendering(
                OutgoingMessage(voice.html("notice-backup-failed", fault=facts["fault"]))
            )
        case EditorNotice.OUTAGE:
            minutes = max(1, round(int(facts["seconds"]) / 60))
            return Rendering(
                OutgoingMessage(voice.html("notice-outage", fault=facts["fault"], minutes=minutes))
            )
    due = await services.db.run(weekly_list.weekly_due, services.today())
    return Rendering(OutgoingMessage(notice_texts.weekly_text(services.faq.base, voice, due)))


def _draft_message(voice: Localizer, facts: Mapping[str, Any]) -> OutgoingMessage:
    review = facts["what"] == EditorNotice.REVIEW
    label = voice.label("editors-preview" if review else "editors-edit")
    verb = "preview" if review else "show"
    button = InlineKeyboardButton(label, callback_data=f"draft:{verb}:{facts['draft']}")
    text = voice.html(f"notice-{facts['what']}", code=str(facts["code"]))
    return OutgoingMessage(text, InlineKeyboardMarkup([[button]]))


def _feedback_message(
    services: Services, voice: Localizer, facts: Mapping[str, Any]
) -> OutgoingMessage:
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
    text = notice_texts.feedback_text(services.faq.base, voice, count, stamps, releases)
    return OutgoingMessage(text, InlineKeyboardMarkup(keyboard), is_silent=True)


NOTICE_RENDERERS: Final[Mapping[str, Renderer]] = {
    campaign_records.BROADCAST: render_broadcast,
    unanswered.ANSWERED_CARD: render_answered_suggestion,
    publishing.EDITOR_CARD: render_editor_notice,
    parked_updates.PARKED_CARD: parked_updates.render_parked_summary,
}
