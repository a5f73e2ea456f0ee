"""Everyone who asked to be told of something: the only people a message to all goes to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import ChatRow
from bot.storage.database.editor_tables import Follow
from bot.storage.database.meeting_tables import SubscriptionRow
from knowledge.language import Language


def reachable_audience(session: Session, default: Language) -> list[tuple[int, Language]]:
    """Return the chats that asked to be told of something and can be reached, by id."""
    asked: dict[int, str] = dict.fromkeys(session.scalars(select(Follow.chat_id)), default.value)
    asked |= {
        row.chat_id: row.language
        for row in session.execute(select(SubscriptionRow.chat_id, SubscriptionRow.language))
    }
    known = session.execute(
        select(ChatRow.chat_id, ChatRow.language, ChatRow.language_chosen, ChatRow.blocked_at)
    ).all()
    for chat_id, language, chosen, blocked_at in known:
        if chat_id in asked and blocked_at is not None:
            del asked[chat_id]
        elif chat_id in asked and (chosen or asked[chat_id] == default.value):
            asked[chat_id] = language
    return [(chat_id, Language(asked[chat_id])) for chat_id in sorted(asked)]
