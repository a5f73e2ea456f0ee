"""Whether the tables are those of this release: replicas do not migrate, they wait.

`python -m bot migrate` and `seed` are a step of their own (docs/operating.md).
"""

import logging

from bot.storage import migrate, standing
from bot.storage.engine import Database
from bot.storage.migrate import Fit, NewerDatabase

logger = logging.getLogger(__name__)

LOOK_EACH = 1.0  # seconds


class Tables:
    """Looks at them until they fit."""

    def __init__(self, db: Database) -> None:
        """Take the database."""
        self._db, self._said = db, ""

    async def fit(self) -> bool:
        """Tell whether this release can serve; says once what is waited for.

        Raises NewerDatabase, and storage faults.
        """
        revision = await self._db.run(migrate.present)
        match migrate.fit(revision):
            case Fit.NEWER:
                raise NewerDatabase(
                    f"this database is of a newer release (its tables are of {revision!r}); "
                    "this process is of the one before and ends; start the newer one"
                )
            case Fit.OLDER:
                self._say("The tables are of an older release: waiting for bot migrate")
                return False
        if not (await self._db.run(standing.health)).base_version:
            self._say("There are no answers yet; waiting for bot seed")
            return False
        return True

    def _say(self, words: str) -> None:
        if words != self._said:
            logger.warning("%s", words)
            self._said = words
