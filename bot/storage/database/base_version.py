"""The version of the FAQ base: one number, raised by whatever changes what residents read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import ContentVersion
from bot.storage.database.dialect import notify_replicas

BASE_CHANNEL = (
    "civic_base"  # on which processes hear that the base has changed; its version is truth
)


def content_version(session: Session) -> int:
    """Return the content version; 0 before the first seeding."""
    return session.scalar(select(ContentVersion.version).where(ContentVersion.id == 1)) or 0


def raise_content_version(session: Session) -> int:
    """Raise the content version by one, so that every process rebuilds its index."""
    row = session.get(ContentVersion, 1, populate_existing=True, with_for_update=True)
    if row is None:
        session.add(ContentVersion(id=1, version=1))
    else:
        row.version += 1
    session.flush()
    notify_replicas(session, BASE_CHANNEL)
    return content_version(session)
