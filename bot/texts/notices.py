"""Messages nobody asked for at this moment, worded: corrections, changes, reports. Pure."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from bot.texts import Voice
from knowledge.content.base import Base
from knowledge.dates import written
from knowledge.editing.due import Due

_MOST_STAMPS = 10


def campaign(base: Base, voice: Voice, code: str, texts: Mapping[str, Any]) -> str:
    """Word a message to all in one language; a correction shows what the answer says now."""
    text = str(texts.get(voice.language.value) or texts.get(voice.town.language.value) or "")
    parts = [text]
    entry = base.entries.get(code)
    if entry is not None:
        wording = base.wording(entry, voice.language)[0]
        parts = [
            voice.say("notice-correction", code=code),
            text,
            voice.say("notice-correction-now", stamp=entry.stamp),
            f"<b>{html.escape(wording.title)}</b>\n{wording.short}",
        ]
    return "\n\n".join([*parts, f"<i>{voice.say('notice-why-all')}</i>"])


def progress(voice: Voice, total: int, counts: Mapping[str, int], state: str) -> str:
    """Word how far a message to all has come."""
    left = sum(counts.get(name, 0) for name in ("queued", "claimed", "sending"))
    failed = sum(counts.get(name, 0) for name in ("unreachable", "rejected", "expired"))
    return voice.say(
        "notice-progress",
        state=voice.label(f"notice-campaign-{state}"),
        total=total,
        sent=counts.get("sent", 0),
        left=left,
        failed=failed,
        unknown=counts.get("unknown", 0),
        dropped=counts.get("dropped", 0),
    )


def desk(base: Base, voice: Voice, sent: int, stamps: Sequence[str], releases: int) -> str:
    """Word what releases say, and what residents sent and did not find helpful, by now."""
    lines = [voice.say("notice-desk-releases", count=releases)] if releases else []
    if sent or stamps:
        lines.append(voice.say("notice-desk"))
    if sent:
        lines.append(voice.say("notice-desk-sent", count=sent))
    for stamp in stamps[:_MOST_STAMPS]:
        title = base.title(stamp.partition(".")[0], voice.language)
        lines.append(voice.say("notice-desk-unhappy", stamp=stamp, title=title))
    return "\n".join(lines)


def weekly(base: Base, voice: Voice, due: Due) -> str:
    """Word the editors' weekly list."""
    lines = [voice.say("notice-weekly")]
    if due.is_calm:
        return "\n".join([*lines, voice.say("notice-weekly-calm")])
    for key, found in (
        ("notice-weekly-due", due.review),
        ("notice-weekly-expiring", due.overtaken),
        ("notice-weekly-off", due.off),
    ):
        if found:
            lines += ["", voice.say(key)]
            lines += [
                f"• {code} ({written(day, voice.language)}): "
                + html.escape(base.title(code, voice.language))
                for code, day in found[:20]
            ]
    lines.append("")
    if due.behind:
        lines.append(voice.say("notice-weekly-behind", codes=", ".join(due.behind[:30])))
    if due.waiting:
        lines.append(voice.say("notice-weekly-open", count=due.waiting))
    return "\n".join(lines)
