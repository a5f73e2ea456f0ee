"""One row of the Legistar Web API as a raw meeting or an agenda item."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.sources.text_cleaning import clean_line, clean_link, clean_text
from knowledge.meetings.raw_records import AgendaItem, ItemOutcome, RawAgenda, RawMeeting, Vote


def parse_legistar_event(row: Mapping[str, Any], meets: Mapping[int, bool]) -> RawMeeting:
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
        location_raw=clean_text(row.get("EventLocation"), 500),
        status_raw=clean_line(row.get("EventAgendaStatusName")),
        comment_raw=clean_text(row.get("EventComment")),
        agenda=RawAgenda(
            agenda,
            status=clean_line(row.get("EventAgendaStatusName")),
            published_at=parse_stamp(row.get("EventAgendaLastPublishedUTC")),
        )
        if agenda
        else None,
        minutes_url=clean_link(row.get("EventMinutesFile")),
        minutes_final=clean_line(row.get("EventMinutesStatusName"), 40).casefold() == "final",
        video_url=media,
        detail_url=clean_link(row.get("EventInSiteURL")),
        modified_at=parse_stamp(row.get("EventLastModifiedUtc")),
    )


def parse_agenda_item(row: Mapping[str, Any]) -> AgendaItem | None:
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
        outcome=parse_outcome(row),
    )


def parse_outcome(row: Mapping[str, Any]) -> ItemOutcome | None:
    """Return what was decided on an item, or None while the clerk has entered nothing.

    Whether it passed is read from the flag and its name together; where a clerk has set only one
    of them, or they contradict each other, it is not known.
    """
    name = clean_line(row.get("EventItemPassedFlagName"), 40).casefold()
    number = row.get("EventItemPassedFlag")
    said = {"pass": True, "passed": True, "fail": False, "failed": False}.get(name)
    counted = {0: False, 1: True}.get(number) if isinstance(number, int) else None
    agrees = counted is None or said is None or counted == said
    found = ItemOutcome(
        passed=(said if said is not None else counted) if name and agrees else None,
        action=clean_line(row.get("EventItemActionName"), 120),
        tally=clean_line(row.get("EventItemTally"), 40),
        mover=clean_line(row.get("EventItemMover"), 120),
        seconder=clean_line(row.get("EventItemSeconder"), 120),
    )
    return None if found == ItemOutcome() else found


def has_roll_call(row: Mapping[str, Any]) -> bool:
    """Tell whether it is worth asking who voted how: decided, and not with the consent agenda."""
    return row.get("EventItemPassedFlag") is not None and row.get("EventItemConsent") != 1


def parse_votes(rows: Iterable[Any]) -> tuple[Vote, ...]:
    """Return a roll call in its order; rows that name nobody or no vote are left out."""
    found = []
    for row in (row for row in rows if isinstance(row, dict)):
        name = clean_line(row.get("VotePersonName"), 80)
        value = clean_line(row.get("VoteValueName"), 40)
        if name and value:
            found.append(Vote(name, value))
    return tuple(found)


def parse_stamp(value: object) -> datetime | None:
    """Return a stamp such as "2024-09-21T00:49:38.61", which is UTC without saying so."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
