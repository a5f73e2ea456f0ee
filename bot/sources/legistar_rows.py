"""One row of the Legistar Web API as a raw meeting or an agenda item."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.sources.cleaning import clean, clean_line, clean_link
from knowledge.meetings.raw import AgendaItem, RawAgenda, RawMeeting


def read_event(row: Mapping[str, Any], meets: Mapping[int, bool]) -> RawMeeting:
    """Return one event of the API; raise ValueError if it has no id or date."""
    media = clean_link(row.get("EventMedia")) or clean_link(row.get("EventVideoPath"))
    agenda = clean_link(row.get("EventAgendaFile"))
    body_id = row.get("EventBodyId")
    return RawMeeting(
        native_id=str(int(row["EventId"])),
        local_date=date.fromisoformat(str(row["EventDate"])[:10]),
        body_raw=clean_line(row.get("EventBodyName")),
        body_id=str(body_id) if body_id is not None else "",
        body_meets=meets.get(body_id) if isinstance(body_id, int) else None,
        time_text=clean_line(row.get("EventTime")),
        location_raw=clean(row.get("EventLocation"), 500),
        status_raw=clean_line(row.get("EventAgendaStatusName")),
        comment_raw=clean(row.get("EventComment")),
        agenda=RawAgenda(
            agenda,
            status=clean_line(row.get("EventAgendaStatusName")),
            published_at=read_stamp(row.get("EventAgendaLastPublishedUTC")),
        )
        if agenda
        else None,
        minutes_url=clean_link(row.get("EventMinutesFile")),
        video_url=media,
        detail_url=clean_link(row.get("EventInSiteURL")),
        modified_at=read_stamp(row.get("EventLastModifiedUtc")),
    )


def read_item(row: Mapping[str, Any]) -> AgendaItem | None:
    """Return one agenda item, or None for what is not on the agenda."""
    title, sequence = (
        clean_line(row.get("EventItemTitle"), 500),
        row.get("EventItemAgendaSequence"),
    )
    if not title or not isinstance(sequence, int):
        return None
    return AgendaItem(
        sequence=sequence,
        title=title,
        number=clean_line(row.get("EventItemAgendaNumber"), 40),
        file=clean_line(row.get("EventItemMatterFile"), 60),
        type=clean_line(row.get("EventItemMatterType"), 60),
        is_consent=row.get("EventItemConsent") == 1,
    )


def read_stamp(value: object) -> datetime | None:
    """Return a stamp such as "2024-09-21T00:49:38.61", which is UTC without saying so."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
