"""What can be wrong with the place the bot runs in, in one line a person can act on.

No traceback and no password: of a server only its host is named, and of a driver's words only how
it refused us at the start.
"""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.faults import error_code, is_storage_fault, unusable_reason
from bot.settings import Settings

_SQLITE_ADVICE = {
    "not a database": "is damaged, or no SQLite file; put a backup back with "
    "python -m bot restore FILE, or move it away to begin anew",
    "malformed": "is damaged; put a backup back with python -m bot restore FILE",
    "unable to open": "cannot be opened; DATABASE_URL must name a file this account may write",
    "readonly": "cannot be written; give this account the right to, or set DATABASE_URL",
    "locked": "is held by another program; close that one and start again",
    "full": "has no room left on its disk; make some and start again",
    "disk i/o": "lies on a disk that fails; check the disk, then put a backup back",
}


def explain_environment_error(error: Exception, settings: Settings) -> str | None:
    """Return what is wrong and what to do; None for an error that is a fault of ours."""
    url = make_url(settings.database_url)
    if isinstance(error, DBAPIError) and url.get_backend_name() == "sqlite":
        words = str(error.orig).lower()
        told = next((says for sign, says in _SQLITE_ADVICE.items() if sign in words), None)
        if told:
            return f"The database {url.database} {told}"
    why = unusable_reason(error)
    match error:
        case OSError() if why:
            return f"{why}, or see DATABASE_URL"
        case OSError(strerror=str(words)):
            place = f"{error.filename}: " if error.filename else ""
            return f"{place}{words}; see DATABASE_URL and PLAYGROUND_PORT, and the rights there"
    if why:
        return f"The database cannot be used: {why}"
    if not is_storage_fault(error):
        return None
    away = f"The database does not work at this moment ({error_code(error)})"
    if url.host and isinstance(error, DBAPIError) and error.statement is None:
        return (
            f"{away}: the server at {url.host} cannot be reached; see that it runs, and that "
            "DATABASE_URL has its host and port; then try again"
        )
    return f"{away}; try again"
