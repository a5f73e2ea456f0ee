"""The root of the errors that a person is told of.

A ValueError is for a caller, who gave what may not be given, or tells the person by one of these.
"""


class CivicBotError(Exception):
    """Something a person can mend; the message names the thing, the fault and the way out."""
