"""/stats: the last days in figures, as text and as a chart; no names, no small numbers."""

import asyncio
import html
from collections.abc import Mapping

from telegram import Update

from bot.context import BotContext
from bot.storage.questions import usage_figures
from bot.storage.questions.usage_figures import UsageFigures
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_command
from handlers.editing.unanswered_list import MIN_COUNT_SHOWN
from handlers.messages import replies
from knowledge.dates import format_short_period
from knowledge.editing.roles import Right
from knowledge.numbers import parse_number
from knowledge.small_counts import merge_small_counts

_DEFAULT_DAYS, _MAX_DAYS = 30, 365


@editor_command(Right.LOOK)
async def on_stats_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/stats [days]`."""
    services, localizer = context.services, editor.localizer
    asked = parse_number(words[0]) if words else None
    days = _DEFAULT_DAYS if asked is None else min(max(asked, 7), _MAX_DAYS)
    found = await services.db.run(
        usage_figures.sum_usage, services.today(), days, services.settings.default_language
    )
    drawn = await asyncio.to_thread(_draw_chart, localizer, found)
    message = update.effective_message
    assert message is not None
    await message.reply_photo(
        drawn, caption=localizer.html("editors-stats-caption", days=days), filename="stats.png"
    )
    await replies.send_reply(update, _stats_text(context, localizer, found))


def _draw_chart(localizer: Localizer, found: UsageFigures) -> bytes:
    from bot.graphics import charts  # the drawing library takes 30 MB: only who draws pays

    large, others = merge_small_counts(found.outcomes, MIN_COUNT_SHOWN)
    outcomes = [
        charts.OutcomeBar(code, localizer.label(f"editors-outcome-{code}"), n) for code, n in large
    ]
    if others >= MIN_COUNT_SHOWN:
        outcomes.append(charts.OutcomeBar("other", localizer.label("editors-stats-other"), others))
    titles = charts.ChartTitles(
        localizer.label("editors-stats-days"),
        localizer.label("editors-stats-outcomes"),
        localizer.label("editors-few", floor=MIN_COUNT_SHOWN),
    )
    names = {day: format_short_period(day.isoformat(), localizer.language) for day in found.days}
    return charts.draw_question_chart(
        found.days, outcomes, floor=MIN_COUNT_SHOWN, titles=titles, names=names
    )


def _count_text(localizer: Localizer, count: int) -> str:
    """Write a count of people's acts; one that is small says only that."""
    return (
        str(count)
        if count == 0 or count >= MIN_COUNT_SHOWN
        else localizer.label("editors-few", floor=MIN_COUNT_SHOWN)
    )


def _shares_text(localizer: Localizer, counts: Mapping[str, int], names: str) -> str:
    """Write the shares of all that was counted; small groups make one with the others."""
    large, others = merge_small_counts(counts, MIN_COUNT_SHOWN)
    total = sum(counts.values()) or 1
    told = [(localizer.label(f"{names}-{code}"), count) for code, count in large]
    if others >= MIN_COUNT_SHOWN:
        told.append((localizer.label("editors-stats-other"), others))
    elif others:
        return html.escape(localizer.label("editors-few", floor=MIN_COUNT_SHOWN))
    parts = [f"{name} {count} ({count / total:.0%})" for name, count in told]
    return html.escape(", ".join(parts) or "–")


def _conversation_lines(localizer: Localizer, found: UsageFigures) -> list[str]:
    """Write how people talked: conversations, what was asked to be done, choices taken."""
    begun = localizer.html(
        "stats-conversations", count=_count_text(localizer, found.conversations)
    )
    if found.counted_since and found.counted_since > found.first:
        since = localizer.date_text(found.counted_since)
        begun += f" {localizer.html('stats-counted-since', day=since)}"
    lines = [begun]
    if asked := sum(found.functions.values()):
        told = _shares_text(localizer, found.functions, "stats-function")
        lines.append(
            f"{localizer.html('stats-requests', count=_count_text(localizer, asked))}: {told}"
        )
    if offered := found.outcomes.get("maybe", 0):
        share = localizer.label("editors-few", floor=MIN_COUNT_SHOWN)
        if offered >= MIN_COUNT_SHOWN and found.taken >= MIN_COUNT_SHOWN:
            share = f"{found.taken} ({min(1.0, found.taken / offered):.0%})"
        count = _count_text(localizer, offered)
        lines.append(localizer.html("stats-offers", count=count, share=share))
    return lines


def _stats_text(context: BotContext, localizer: Localizer, found: UsageFigures) -> str:
    base, zone = context.services.faq.base, context.services.settings.timezone
    total = sum(found.days.values())
    lines = [
        localizer.html(
            "editors-stats",
            first=localizer.date_text(found.first),
            last=localizer.date_text(found.last),
        ),
        localizer.html("editors-stats-total", count=_count_text(localizer, total)),
        f"{localizer.html('editors-stats-outcomes')}: "
        + _shares_text(localizer, found.outcomes, "editors-outcome"),
        f"{localizer.html('editors-stats-languages')}: "
        + _shares_text(localizer, found.languages, "language"),
    ]
    lines += _conversation_lines(localizer, found)
    helpful = localizer.label("editors-few", floor=MIN_COUNT_SHOWN)
    if found.rated >= MIN_COUNT_SHOWN:
        helpful = f"{found.helped / found.rated:.0%} ({found.rated})"
    lines.append(localizer.html("editors-stats-helpful", share=helpful))
    top = [
        f"• {code}: {html.escape(base.entry_title(code, localizer.language))}, {count}"
        for code, count in found.entries.items()
        if count >= MIN_COUNT_SHOWN
    ]
    if top:
        lines += [localizer.html("editors-stats-top"), *top]
    lines.append(
        localizer.html(
            "editors-stats-subscribers", count=_count_text(localizer, found.subscribers)
        )
    )
    sent = found.deliveries
    failed = sum(sent.get(state, 0) for state in ("rejected", "expired", "unreachable", "unknown"))
    lines.append(
        localizer.html(
            "editors-stats-alerts",
            sent=sent.get("sent", 0), failed=failed, queued=sent.get("queued", 0),
        )
    )  # fmt: skip
    for name, at in found.sources.items():
        seen = (
            f"{localizer.date_text(at.astimezone(zone).date())}, {at.astimezone(zone):%H:%M}"
            if at
            else "–"
        )
        lines.append(localizer.html("editors-stats-source", source=name, at=seen))
    lines.append(localizer.html("editors-stats-due", count=found.due))
    return "\n".join(lines)
