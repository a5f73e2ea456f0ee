"""Telling those who follow an answer that it changed: what it said, and what it says now."""

import html

from bot.context import Services
from bot.outgoing import Outgoing, Rendering
from bot.storage import faq, files
from bot.storage.outbox import Queued
from knowledge.content import reading
from knowledge.content.documents import Kind, Wording

_UNDER = ("points", "detail", "basis")  # what stands under the short answer


async def follow(services: Services, queued: Queued) -> Rendering:
    """Word the change of an answer; a change since overtaken is told by its own message."""
    facts, base = queued.facts, services.library.base
    code, old, new = str(facts["code"]), int(facts["old"]), int(facts["new"])
    language = await services.db.run(files.language_of, queued.chat_id)
    plain = await services.db.run(files.plainly, queued.chat_id)
    voice = services.voice(language or services.settings.default_language, plain=plain)
    versions = {v.number: v for v in await services.db.run(faq.history, Kind.ENTRY, code)}
    if old not in versions or new not in versions:
        return Rendering(None, "that version is gone")

    def worded(number: int) -> Wording:
        entry = reading.entry(code, versions[number].body, number)
        return base.wording(entry, voice.language)[0]

    before = worded(old)
    if facts["gone"]:
        parts = [voice.say("follow-gone", code=code, title=before.title), before.short]
    else:
        after = worded(new)
        key = "follow-changed" if before.short != after.short else "follow-changed-detail"
        parts = [voice.say(key, code=code, title=after.title)]
        if before.short != after.short or before.title != after.title:
            parts += [
                f"<b>{voice.say('follow-before')}</b>\n{_short(before)}",
                f"<b>{voice.say('follow-after')}</b>\n{_short(after)}",
            ]
        else:
            under = [name for name in _UNDER if before.texts[name] != after.texts[name]]
            for key, one in (("follow-before", before), ("follow-after", after)):
                told = "\n\n".join(one.texts[name] for name in under or ["detail"])
                parts.append(f"<b>{voice.say(key)}</b>\n{told or '–'}")
    parts.append(f"<i>{voice.say('follow-why', code=code)}</i>")
    return Rendering(Outgoing("\n\n".join(parts)))


def _short(wording: Wording) -> str:
    return f"{html.escape(wording.title)}\n{wording.short}"
