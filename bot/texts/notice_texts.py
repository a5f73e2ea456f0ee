"""Messages nobody asked for at this moment, worded: corrections, changes, reports. Pure."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from bot.texts import Localizer
from knowledge.content.faq_base import FaqBase
from knowledge.dates import format_period
from knowledge.delivery import FAILED_STATES, UNSENT_STATES, DeliveryState
from knowledge.editing.weekly_review import WeeklyReview

_MOST_STAMPS = 10


def campaign_text(base: FaqBase, localizer: Localizer, code: str, texts: Mapping[str, Any]) -> str:
    """Word a message to all in one language; a correction shows what the answer says now."""
    text = str(
        texts.get(localizer.language.value) or texts.get(localizer.town.language.value) or ""
    )
    parts = [text]
    entry = base.entries.get(code)
    if entry is not None:
        wording = base.filled_wording(entry, localizer.language)[0]
        parts = [
            localizer.html("notice-correction", code=code),
            text,
            localizer.html("notice-correction-now", stamp=entry.version_stamp),
            f"<b>{html.escape(wording.title)}</b>\n{wording.short}",
        ]
    return "\n\n".join([*parts, f"<i>{localizer.html('notice-why-all')}</i>"])


def progress_text(localizer: Localizer, total: int, counts: Mapping[str, int], state: str) -> str:
    """Word how far a message to all has come."""
    left = sum(counts.get(name, 0) for name in UNSENT_STATES)
    failed = sum(counts.get(name, 0) for name in FAILED_STATES)
    return localizer.html(
        "notice-progress",
        state=localizer.label(f"notice-campaign-{state}"),
        total=total,
        sent=counts.get(DeliveryState.SENT, 0),
        left=left,
        failed=failed,
        unknown=counts.get(DeliveryState.UNKNOWN, 0),
        dropped=counts.get(DeliveryState.DROPPED, 0),
    )


def feedback_text(
    base: FaqBase, localizer: Localizer, sent: int, stamps: Sequence[str], releases: int
) -> str:
    """Word what releases say, and what residents sent and did not find helpful, by now."""
    lines = [localizer.html("notice-desk-releases", count=releases)] if releases else []
    if sent or stamps:
        lines.append(localizer.html("notice-desk"))
    if sent:
        lines.append(localizer.html("notice-desk-sent", count=sent))
    for stamp in stamps[:_MOST_STAMPS]:
        title = base.entry_title(stamp.partition(".")[0], localizer.language)
        lines.append(localizer.html("notice-desk-unhappy", stamp=stamp, title=title))
    return "\n".join(lines)


def weekly_text(base: FaqBase, localizer: Localizer, due: WeeklyReview) -> str:
    """Word the editors' weekly list."""
    lines = [localizer.html("notice-weekly")]
    if due.is_empty:
        return "\n".join([*lines, localizer.html("notice-weekly-calm")])
    for key, found in (
        ("notice-weekly-due", due.review),
        ("notice-weekly-expiring", due.overtaken),
        ("notice-weekly-off", due.off),
    ):
        if found:
            lines += ["", localizer.html(key)]
            lines += [
                f"• {code} ({format_period(day, localizer.language)}): "
                + html.escape(base.entry_title(code, localizer.language))
                for code, day in found[:20]
            ]
    lines.append("")
    if due.behind:
        lines.append(localizer.html("notice-weekly-behind", codes=", ".join(due.behind[:30])))
    if due.waiting:
        lines.append(localizer.html("notice-weekly-open", count=due.waiting))
    return "\n".join(lines)
