"""Whether the tables are those of this release: replicas do not migrate, they wait.

`python -m bot migrate` and `seed` are a step of their own (docs/operating.md).
"""

import logging

from bot.storage import health_figures, migrate
from bot.storage.database.engine import Database
from bot.storage.migrate import NewerDatabaseError, SchemaFit

logger = logging.getLogger(__name__)

SCHEMA_POLL_SECONDS = 1.0  # seconds


class SchemaCheck:
    """Looks at them until they fit."""

    def __init__(self, db: Database) -> None:
        """Take the database."""
        self._db, self._said = db, ""

    async def is_current(self) -> bool:
        """Tell whether this release can serve; says once what is waited for.

        Raises NewerDatabaseError, and storage faults.
        """
        revision = await self._db.run(migrate.present_revision)
        match migrate.schema_fit(revision):
            case SchemaFit.NEWER:
                raise NewerDatabaseError(
                    f"this database is of a newer release (its tables are of {revision!r}); "
                    "this process is of the one before and ends; start the newer one"
                )
            case SchemaFit.OLDER:
                self._log_once("The tables are of an older release: waiting for bot migrate")
                return False
        if not (await self._db.run(health_figures.load_health)).base_version:
            self._log_once("There are no answers yet; waiting for bot seed")
            return False
        return True

    def _log_once(self, words: str) -> None:
        if words != self._said:
            logger.warning("%s", words)
            self._said = words
