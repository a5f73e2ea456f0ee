"""Writing the whole base as a file: html and md to read; zip, toml and json to edit and return.

The zip holds one table a kind for a spreadsheet; the form `csv` is one of them, or all in one.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.content import reading_copy, sheets, spreadsheet, tables, web_copy
from knowledge.content.base import Base, number
from knowledge.content.documents import Body, Key, Kind
from knowledge.content.shape import KINDS
from knowledge.town import Town

FORMS = ("html", "md", "zip", "json", "toml")


def export(
    bodies: Mapping[Key, Body],
    form: str,
    today: date,
    *,
    versions: Mapping[Key, int] | None = None,
    version: int = 0,
    card: web_copy.Card | None = None,
    town: Town | None = None,
) -> bytes:
    """Write documents in one of `FORMS`, as UTF-8; the same documents give the same bytes.

    The bank of test questions is no part of it. `versions` and `version` are shown in html and md;
    `card` words what residents see of an answer, for html.
    """
    held = [(key, bodies[key]) for key in in_order(bodies)]
    match form:
        case "zip":
            return sheets.pack(held)
        case "csv":
            return spreadsheet.write(held).encode()
        case "json":
            return tables.write_json(held).encode()
        case "toml":
            return tables.write_toml(held).encode()
        case "md" | "html":
            base = Base.from_documents(dict(held), versions, version, town)
            if form == "md":
                return reading_copy.markdown(base, today).encode()
            return web_copy.page(base, today, card).encode()
    raise ValueError(f"'{form}' is no form; use one of {', '.join(FORMS)}")


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Order documents by kind, then entries by number and the rest by code."""

    def place(key: Key) -> tuple[int, int, str]:
        kind, code = key
        return KINDS.index(kind), number(code) if kind is Kind.ENTRY else 0, code

    return sorted((key for key in keys if key[0] in KINDS), key=place)
