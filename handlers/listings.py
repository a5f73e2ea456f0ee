"""The list of what is to come, a page at a time, with its buttons."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.almanac import scene
from bot.context import Services
from bot.storage.meetings import Numbered
from bot.texts import Voice, meeting_cards
from bot.texts.meeting_cards import Shown
from handlers import buttons
from handlers.coming import Coming
from knowledge.meetings.listing import freshness, silence

ON_A_PAGE = 6


def listing(
    found: Coming, services: Services, voice: Voice, slug: str, page: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Word a page of what is to come, of one body or of all."""
    chosen = [n for n in found.numbered if not slug or n.meeting.body_slug == slug]
    fresh = freshness(found.calendar, None, services.now(), services.city)
    if not chosen:
        why = silence(found.calendar, services.now(), services.city)
        text = meeting_cards.nothing(why, fresh, scene(services), voice)
        return text, buttons.keyboard([[subscribe_button(voice)]])
    pages = -(-len(chosen) // ON_A_PAGE)
    page = max(0, min(page, pages - 1))
    shown = chosen[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    head = (
        voice.say("meeting-list-body", body=chosen[0].meeting.body)
        if slug
        else voice.say("meeting-list")
    )
    text = meeting_cards.listing(
        [shown_of(one, found) for one in shown],
        len(chosen) - (page + 1) * ON_A_PAGE if page + 1 < pages else 0,
        head,
        meeting_cards.sure(None, fresh, scene(services), voice),
        scene(services),
        voice,
    )
    return text, buttons.keyboard(_list_rows(found, shown, voice, slug, page, pages))


def _list_rows(
    found: Coming, shown: Sequence[Numbered], voice: Voice, slug: str, page: int, pages: int
) -> list[list[InlineKeyboardButton]]:
    rows = [
        [buttons.button(f"{n.number}. {n.meeting.body}, {voice.day(n.meeting.local_date)}",
                        "meeting", "show", n.meeting.id)]
        for n in shown
    ]  # fmt: skip
    last = []
    if pages > 1:
        last.append(
            buttons.button(
                voice.label("browse-next"), "meeting", "list", f"{slug}.{(page + 1) % pages}"
            )
        )
    if slug or len(found.bodies()) > 1:
        key = "meeting-button-all" if slug else "meeting-button-bodies"
        last.append(buttons.button(voice.label(key), "meeting", "list" if slug else "bodies"))
    return [*rows, last, [subscribe_button(voice)]]


def subscribe_button(voice: Voice) -> InlineKeyboardButton:
    """Offer to subscribe."""
    return buttons.button(voice.label("meeting-button-subscribe"), "alerts", "subscribe")


def shown_of(one: Numbered, found: Coming) -> Shown:
    """Return a meeting with the one that replaces it, if that is to come."""
    after = one.meeting.superseded_by
    other = next((n.meeting for n in found.numbered if n.meeting.id == after), None)
    return Shown(one.number, one.meeting, other)
