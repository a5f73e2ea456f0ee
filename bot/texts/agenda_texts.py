"""An agenda as message text: its items, and what was decided. Pure."""

import html

from bot.texts import Html, Localizer
from bot.texts.meeting_cards import ShownMeeting, agenda_lines, meeting_name, status_lines
from bot.texts.outcome_cards import item_title, result_text
from bot.texts.time_texts import RenderContext, meeting_time
from knowledge.meetings.raw_records import AgendaItem
from knowledge.meetings.sync.agenda_results import is_decided

MAX_ITEMS_SHOWN = 40


def agenda_text(shown: ShownMeeting, rendering: RenderContext, localizer: Localizer) -> str:
    """Word the items of an agenda, or say that there are none to show."""
    meeting = shown.meeting
    head = localizer.html(
        "meeting-agenda-of",
        name=Html(meeting_name(meeting, localizer)),
        when=Html(meeting_time(meeting, localizer)),
    )
    items = meeting.agenda.items
    parts = [head]
    parts += [f"<b>{line}</b>" for line in status_lines(shown, localizer)]
    if not meeting.agenda.is_available:
        parts.append(localizer.html("meeting-agenda-none-yet"))
    elif not items:
        parts += [
            localizer.html("meeting-agenda-no-items"),
            *agenda_lines(shown, rendering, localizer),
        ]
    else:
        lines = [_agenda_item_line(item, localizer) for item in items[:MAX_ITEMS_SHOWN]]
        parts.append("\n".join(lines))
        if len(items) > MAX_ITEMS_SHOWN:
            parts.append(localizer.html("meeting-agenda-rest", count=len(items) - MAX_ITEMS_SHOWN))
        parts += agenda_lines(shown, rendering, localizer)
    parts.append(localizer.html("meeting-agenda-language"))
    return "\n\n".join(parts)


def _agenda_item_line(item: AgendaItem, localizer: Localizer) -> str:
    said = f"• {html.escape(item.number)} {item_title(item.title)}".replace("•  ", "• ")
    if is_decided(item) and item.outcome:
        return f"{said}: <b>{result_text(item.outcome, localizer)}</b>"
    return said
