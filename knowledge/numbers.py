"""Reading a whole number out of what people type and clients send: the one way, and strict."""


def parse_number(text: str, most: int = 999_999_999) -> int | None:
    """Return the number that ASCII digits spell, from 0 to `most`; None for anything else.

    `str.isdigit` also accepts `²`, at which `int` raises, and the digits of every script; and a
    long row of digits is a number that no column of a database holds.

    >>> whole("12"), whole("²"), whole("-1"), whole("1000", most=999)
    (12, None, None, None)
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None
