"""The root of every error this project raises on purpose."""


class CivicBotError(Exception):
    """Something a person can mend; the message names the thing, the fault and the way out."""
