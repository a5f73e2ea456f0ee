"""The dated story as message text: one event in a line, or all of them. Pure."""

from bot.texts import Localizer
from knowledge.content.documents import TimelineEvent
from knowledge.content.faq_base import FaqBase
from knowledge.dates import format_period


def event_line(base: FaqBase, event: TimelineEvent, localizer: Localizer) -> str:
    """Tell one event in a line: its date, what happened, and the code of the answer about it."""
    text = event.says.get(localizer.language) or event.says[localizer.town.language]
    line = base.values.fill_quotes(text, localizer.language)
    told = base.find_entry(event.entry)
    code = f" /{told.code.replace('-', '_')}" if told else ""
    return f"<b>{format_period(event.on, localizer.language)}</b>: {line}{code}"


def timeline_text(base: FaqBase, localizer: Localizer, *, latest: int = 0) -> str:
    """Tell the dated story, one line an event, oldest first; with `latest`, only so many."""
    if not base.events:
        return localizer.html("browse-timeline-empty")
    lines = [localizer.html("browse-timeline"), ""]
    lines += [event_line(base, event, localizer) for event in base.sorted_events()[-latest:]]
    if latest:
        return "\n".join(lines)
    return "\n".join((*lines, "", localizer.html("browse-timeline-more")))
