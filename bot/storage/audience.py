"""Everyone who asked to be told of something: the only people a message to all goes to."""

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from bot.storage.tables import Person
from bot.storage.tables_editors import Follow
from knowledge.language import Language


def _asked() -> list[Select[tuple[int]]]:
    """Return one query of chat ids for each way of asking to be told."""
    return [select(Follow.chat_id)]


def everyone(session: Session, default: Language) -> list[tuple[int, Language]]:
    """Return the chats that asked to be told of something and can be reached, by id."""
    asked = union(*_asked()).subquery()
    rows = session.execute(
        select(asked.c.chat_id, Person.language, Person.blocked_at)
        .outerjoin(Person, Person.chat_id == asked.c.chat_id)
        .order_by(asked.c.chat_id)
    )
    return [
        (chat_id, Language(language) if language else default)
        for chat_id, language, blocked_at in rows
        if blocked_at is None
    ]
