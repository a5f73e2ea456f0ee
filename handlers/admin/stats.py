"""/stats: the last days in figures, as text and as a chart; no names, no small numbers."""

import asyncio
import html
from collections.abc import Mapping

from telegram import Update

from bot.context import BotContext
from bot.storage import figures
from bot.storage.figures import Figures
from bot.texts import Voice
from handlers import reply
from handlers.admin.desk import Clerk, command
from handlers.admin.insight import FLOOR
from knowledge.dates import shortened
from knowledge.editing.roles import Right
from knowledge.numbers import whole
from knowledge.shares import folded

_DAYS, _MOST_DAYS = 30, 365


@command(Right.LOOK)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/stats [days]`."""
    services, voice = context.services, clerk.voice
    asked = whole(words[0]) if words else None
    days = _DAYS if asked is None else min(max(asked, 7), _MOST_DAYS)
    found = await services.db.run(
        figures.of, services.today(), days, services.settings.default_language
    )
    drawn = await asyncio.to_thread(_chart, voice, found)
    message = update.effective_message
    assert message is not None
    await message.reply_photo(
        drawn, caption=voice.say("editors-stats-caption", days=days), filename="stats.png"
    )
    await reply.say(update, _text(context, voice, found))


def _chart(voice: Voice, found: Figures) -> bytes:
    from bot import charts  # the drawing library takes 30 MB: only who draws pays

    large, others = folded(found.outcomes, FLOOR)
    outcomes = [(code, voice.label(f"editors-outcome-{code}"), n) for code, n in large]
    if others >= FLOOR:
        outcomes.append(("other", voice.label("editors-stats-other"), others))
    titles = (
        voice.label("editors-stats-days"),
        voice.label("editors-stats-outcomes"),
        voice.label("editors-few", floor=FLOOR),
    )
    names = {day: shortened(day.isoformat(), voice.language) for day in found.days}
    return charts.questions(found.days, outcomes, floor=FLOOR, titles=titles, names=names)


def _number(voice: Voice, count: int) -> str:
    """Write a count of people's acts; one that is small says only that."""
    return str(count) if count == 0 or count >= FLOOR else voice.label("editors-few", floor=FLOOR)


def _shares(voice: Voice, counts: Mapping[str, int], names: str) -> str:
    """Write the shares of all that was counted; small groups make one with the others."""
    large, others = folded(counts, FLOOR)
    total = sum(counts.values()) or 1
    told = [(voice.label(f"{names}-{code}"), count) for code, count in large]
    if others >= FLOOR:
        told.append((voice.label("editors-stats-other"), others))
    elif others:
        return html.escape(voice.label("editors-few", floor=FLOOR))
    parts = [f"{name} {count} ({count / total:.0%})" for name, count in told]
    return html.escape(", ".join(parts) or "–")


def _talk(voice: Voice, found: Figures) -> list[str]:
    """Write how people talked: conversations, what was asked to be done, choices taken."""
    begun = voice.say("stats-conversations", count=_number(voice, found.conversations))
    if found.counted_since and found.counted_since > found.first:
        begun += f" {voice.say('stats-counted-since', day=voice.day(found.counted_since))}"
    lines = [begun]
    if asked := sum(found.functions.values()):
        told = _shares(voice, found.functions, "stats-function")
        lines.append(f"{voice.say('stats-requests', count=_number(voice, asked))}: {told}")
    if offered := found.outcomes.get("maybe", 0):
        share = voice.label("editors-few", floor=FLOOR)
        if offered >= FLOOR and found.taken >= FLOOR:
            share = f"{found.taken} ({min(1.0, found.taken / offered):.0%})"
        count = _number(voice, offered)
        lines.append(voice.say("stats-offers", count=count, share=share))
    return lines


def _text(context: BotContext, voice: Voice, found: Figures) -> str:
    base, zone = context.services.library.base, context.services.settings.timezone
    total = sum(found.days.values())
    lines = [
        voice.say("editors-stats", first=voice.day(found.first), last=voice.day(found.last)),
        voice.say("editors-stats-total", count=_number(voice, total)),
        f"{voice.say('editors-stats-outcomes')}: "
        + _shares(voice, found.outcomes, "editors-outcome"),
        f"{voice.say('editors-stats-languages')}: " + _shares(voice, found.languages, "language"),
    ]
    lines += _talk(voice, found)
    helpful = voice.label("editors-few", floor=FLOOR)
    if found.rated >= FLOOR:
        helpful = f"{found.helped / found.rated:.0%} ({found.rated})"
    lines.append(voice.say("editors-stats-helpful", share=helpful))
    top = [
        f"• {code}: {html.escape(base.title(code, voice.language))}, {count}"
        for code, count in found.entries.items()
        if count >= FLOOR
    ]
    if top:
        lines += [voice.say("editors-stats-top"), *top]
    lines.append(voice.say("editors-stats-subscribers", count=_number(voice, found.subscribers)))
    sent = found.deliveries
    failed = sum(sent.get(state, 0) for state in ("rejected", "expired", "unreachable", "unknown"))
    lines.append(
        voice.say(
            "editors-stats-alerts",
            sent=sent.get("sent", 0), failed=failed, queued=sent.get("queued", 0),
        )
    )  # fmt: skip
    for name, at in found.sources.items():
        seen = (
            f"{voice.day(at.astimezone(zone).date())}, {at.astimezone(zone):%H:%M}" if at else "–"
        )
        lines.append(voice.say("editors-stats-source", source=name, at=seen))
    lines.append(voice.say("editors-stats-due", count=found.due))
    return "\n".join(lines)
