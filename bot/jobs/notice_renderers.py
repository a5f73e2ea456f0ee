"""Wording what editors send unasked: to all, to who asked to be told, to editors."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callback_data import Prefix, make_callback_data
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


async def _chat_localizer(services: Services, delivery: ClaimedDelivery) -> Localizer:
    language = await services.db.run(file_renewals.chosen_language, delivery.chat_id)
    plain = await services.db.run(file_renewals.wants_plain_texts, delivery.chat_id)
    return services.localizer(language or services.settings.default_language, plain=plain)


async def render_broadcast(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word a message to all for one chat, unless it was stopped meanwhile."""
    running = await services.db.run(
        campaign_records.load_campaign, int(delivery.facts["campaign"])
    )
    if running is None or running.state == CampaignState.STOPPED:
        return Rendering(None, "stopped")
    localizer = services.localizer(Language(delivery.facts["language"]))
    text = notice_texts.campaign_text(services.faq.base, localizer, running.about, running.texts)
    return Rendering(OutgoingMessage(text))


async def render_answered_suggestion(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word the answer to a question someone sent and asked to be told about."""
    localizer, base = await _chat_localizer(services, delivery), services.faq.base
    entry = base.find_entry(str(delivery.facts["code"]))
    if entry is None:
        return Rendering(None, "the answer is gone again")
    answer = answer_cards.answer_card(base, entry, localizer, services.today())
    return Rendering(OutgoingMessage(f"{localizer.html('notice-answered')}\n\n{answer}"))


async def render_editor_notice(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word a notice to an editor; whoever is none any more gets nothing."""
    owners = services.settings.admin_ids
    actor = Actor(delivery.chat_id, delivery.chat_id in owners)
    if await services.db.run(editor_members.load_member, actor) is None:
        return Rendering(None, "no editor any more")
    localizer, facts = await _chat_localizer(services, delivery), delivery.facts
    match facts["what"]:
        case EditorNotice.REVIEW | EditorNotice.BACK:
            return Rendering(_draft_message(localizer, facts))
        case EditorNotice.DESK:
            return Rendering(_feedback_message(services, localizer, facts))
        case EditorNotice.REPORT:
            state = CampaignState.STOPPED if facts["stopped"] else CampaignState.REPORTED
            told = notice_texts.progress_text(
                localizer, int(facts["total"]), facts["counts"], state
            )
            return Rendering(OutgoingMessage(f"{localizer.html('notice-report')}\n{told}"))
        case EditorNotice.BACKUP:
            return Rendering(
                OutgoingMessage(localizer.html("notice-backup-failed", fault=facts["fault"]))
            )
        case EditorNotice.OUTAGE:
            minutes = max(1, round(int(facts["seconds"]) / 60))
            return Rendering(
                OutgoingMessage(
                    localizer.html("notice-outage", fault=facts["fault"], minutes=minutes)
                )
            )
    due = await services.db.run(weekly_list.weekly_due, services.today())
    return Rendering(OutgoingMessage(notice_texts.weekly_text(services.faq.base, localizer, due)))


def _draft_message(localizer: Localizer, facts: Mapping[str, Any]) -> OutgoingMessage:
    review = facts["what"] == EditorNotice.REVIEW
    key, verb = ("editors-preview", "preview") if review else ("editors-edit", "show")
    button = _labelled_button(localizer, key, Prefix.DRAFT, verb, str(facts["draft"]))
    text = localizer.html(f"notice-{facts['what']}", code=str(facts["code"]))
    return OutgoingMessage(text, InlineKeyboardMarkup([[button]]))


def _labelled_button(
    localizer: Localizer, key: str, prefix: Prefix, verb: str, argument: str = ""
) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        localizer.label(key), callback_data=make_callback_data(prefix, verb, argument)
    )


def _feedback_message(
    services: Services, localizer: Localizer, facts: Mapping[str, Any]
) -> OutgoingMessage:
    count, stamps, releases = int(facts["count"]), facts["stamps"], int(facts.get("releases", 0))
    rows = [[_labelled_button(localizer, "editors-desk-off", Prefix.UNANSWERED, "off")]]
    if releases:
        rows.insert(0, [_labelled_button(localizer, "releases-see", Prefix.RELEASE, "list", "0")])
    if count or stamps:
        seen = _labelled_button(localizer, "editors-desk-see", Prefix.UNANSWERED, "page", "0")
        rows[-1].insert(0, seen)
    text = notice_texts.feedback_text(services.faq.base, localizer, count, stamps, releases)
    return OutgoingMessage(text, InlineKeyboardMarkup(rows), is_silent=True)


NOTICE_RENDERERS: Final[Mapping[str, Renderer]] = {
    campaign_records.BROADCAST: render_broadcast,
    unanswered.ANSWERED_CARD: render_answered_suggestion,
    publishing.EDITOR_CARD: render_editor_notice,
    parked_updates.PARKED_CARD: parked_updates.render_parked_summary,
}
