import pytest
from sqlalchemy.orm import Session

from bot.storage.database import base_version
from bot.storage.database.core_tables import Document, DocumentVersion
from bot.storage.faq import follows
from knowledge.content.documents import DocumentKind
from tests.meetings_town import CalendarTown
from tests.town import NOON


def reworded(session: Session, code: str, text: str, part: str = "short") -> None:
    """Change an answer, as an editor's publishing does."""
    row = session.get(Document, (DocumentKind.ENTRY, code))
    assert row is not None
    body = {**row.body, "en": {**row.body["en"], part: text}}
    row.version, row.body = row.version + 1, body
    session.add(
        DocumentVersion(
            kind=DocumentKind.ENTRY,
            code=code,
            version=row.version,
            body=body,
            at=NOON,
            editor=None,
        )
    )
    session.flush()
    base_version.raise_content_version(session)
    follows.notify_followers(session, code, row.version - 1, row.version, NOON)


async def test_a_follower_is_told_of_a_change_with_before_and_after(city: CalendarTown) -> None:
    rosa = city.resident()
    [said] = await city.say(rosa, "/follow KW-1")
    title = "How did the Commission vote on June 30, 2025?"
    assert said.text == city.text("follow-set", code="KW-1", title=title)
    await city.db.run(reworded, "KW-1", "It voted {vote_first}, after hours of comment.")
    await city.ticks()
    [told] = rosa.take_unread()
    assert told.text.startswith("KW-1 has changed: How did the Commission vote")
    assert f"Before\n{title}\nIt voted 6-1 to void the agreement." in told.text
    assert f"Now\n{title}\nIt voted 6-1, after hours of comment." in told.text


@pytest.mark.parametrize("part", ["points", "detail", "basis"])
async def test_a_follower_reads_the_part_that_changed(city: CalendarTown, part: str) -> None:
    rosa = city.resident()
    await city.say(rosa, "/follow KW-1")
    await city.db.run(reworded, "KW-1", "Counted anew: {vote_first}.", part)
    await city.ticks()
    [told] = rosa.take_unread()
    after = told.text.partition("\nNow\n")[2]
    assert after.startswith("Counted anew: 6-1.")
    assert "The Gazette was there." not in after
    assert told.text.count("More is said here.") == (part == "detail")


async def test_what_a_chat_follows_is_listed_and_ended(city: CalendarTown) -> None:
    rosa = city.resident()
    [none] = await city.say(rosa, "/follow")
    assert none.text == city.text("follow-none")
    await city.say(rosa, "/follow kw 2")
    [twice] = await city.say(rosa, "/follow KW-2")
    assert twice.text.startswith("You already follow KW-2")
    [listed] = await city.say(rosa, "/follow")
    assert "• KW-2: How did the Commission vote on July 8, 2025?" in listed.text
    [ended] = await city.say(rosa, "/unfollow KW-2")
    assert ended.text == city.text("follow-ended")
    [unknown] = await city.say(rosa, "/follow KW-99")
    assert unknown.text == city.text("ask-no-such-code", code="KW-99")


async def test_stopping_ends_following_too(city: CalendarTown) -> None:
    rosa = city.resident()
    await city.say(rosa, "/follow KW-1")
    await city.say(rosa, "/stop")
    await city.db.run(reworded, "KW-1", "It voted.")
    await city.ticks()
    assert rosa.take_unread() == []
