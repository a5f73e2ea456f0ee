"""Telling those who follow an answer that it changed: what it said, and what it says now."""

import html

from bot.context import Services
from bot.sending.outgoing import OutgoingMessage, Rendering
from bot.storage.alerts import file_renewals
from bot.storage.faq import base_documents
from bot.storage.outbox.delivery_queue import ClaimedDelivery
from knowledge.content import document_parsing
from knowledge.content.documents import DocumentKind, Wording

_FOLDED_FIELDS = ("points", "detail", "basis")  # what stands under the short answer


async def render_followed_change(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word the change of an answer; a change since overtaken is told by its own message."""
    facts, base = delivery.facts, services.faq.base
    code, old, new = str(facts["code"]), int(facts["old"]), int(facts["new"])
    language = await services.db.run(file_renewals.chosen_language, delivery.chat_id)
    plain = await services.db.run(file_renewals.wants_plain_texts, delivery.chat_id)
    localizer = services.localizer(language or services.settings.default_language, plain=plain)
    versions = {
        v.number: v
        for v in await services.db.run(base_documents.document_history, DocumentKind.ENTRY, code)
    }
    if old not in versions or new not in versions:
        return Rendering(None, "that version is gone")

    def worded(number: int) -> Wording:
        entry = document_parsing.parse_entry(code, versions[number].body, number)
        return base.filled_wording(entry, localizer.language)[0]

    before = worded(old)
    if facts["gone"]:
        parts = [localizer.html("follow-gone", code=code, title=before.title), before.short]
    else:
        after = worded(new)
        key = "follow-changed" if before.short != after.short else "follow-changed-detail"
        parts = [localizer.html(key, code=code, title=after.title)]
        if before.short != after.short or before.title != after.title:
            parts += [
                f"<b>{localizer.html('follow-before')}</b>\n{_short_text(before)}",
                f"<b>{localizer.html('follow-after')}</b>\n{_short_text(after)}",
            ]
        else:
            under = [
                name
                for name in _FOLDED_FIELDS
                if before.reader_texts[name] != after.reader_texts[name]
            ]
            for key, one in (("follow-before", before), ("follow-after", after)):
                told = "\n\n".join(one.reader_texts[name] for name in under or ["detail"])
                parts.append(f"<b>{localizer.html(key)}</b>\n{told or '–'}")
    parts.append(f"<i>{localizer.html('follow-why', code=code)}</i>")
    return Rendering(OutgoingMessage("\n\n".join(parts)))


def _short_text(wording: Wording) -> str:
    return f"{html.escape(wording.title)}\n{wording.short}"
