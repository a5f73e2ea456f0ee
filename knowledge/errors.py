"""The root of the errors that a person can mend; a ValueError is about a value alone."""


class CivicBotError(Exception):
    """Something a person can mend; the message names the thing, the fault and the way out."""
