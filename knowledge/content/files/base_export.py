"""Writing the whole base as a file: html and md to read; zip, toml and json to edit and return.

The zip holds one table a kind for a spreadsheet; the form `csv` is one of them, or all in one.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.content import html_copy, markdown_copy
from knowledge.content.document_fields import FIELDS
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase, entry_number
from knowledge.content.files import csv_bundle, csv_table, toml_and_json
from knowledge.town import Town

EXPORT_FORMATS = ("html", "md", "zip", "json", "toml")


def export_base(
    bodies: Mapping[DocumentKey, DocumentBody],
    form: str,
    today: date,
    *,
    versions: Mapping[DocumentKey, int] | None = None,
    version: int = 0,
    card: html_copy.CardRenderer | None = None,
    town: Town | None = None,
) -> bytes:
    """Write documents in one of `EXPORT_FORMATS`, as UTF-8; the same give the same bytes.

    The bank of test questions is no part of it. `versions` and `version` are shown in html and md;
    `card` words what residents see of an answer, for html.
    """
    held = [(key, bodies[key]) for key in sort_keys(bodies)]
    match form:
        case "zip":
            return csv_bundle.pack_csv_bundle(held)
        case "csv":
            return csv_table.write_csv(held).encode()
        case "json":
            return toml_and_json.write_json(held).encode()
        case "toml":
            return toml_and_json.write_toml(held).encode()
        case "md" | "html":
            base = FaqBase.from_documents(dict(held), versions, version, town)
            if form == "md":
                return markdown_copy.base_to_markdown(base, today).encode()
            return html_copy.base_to_html(base, today, card).encode()
    raise ValueError(f"'{form}' is no form; use one of {', '.join(EXPORT_FORMATS)}")


def sort_keys(keys: Iterable[DocumentKey]) -> list[DocumentKey]:
    """Order documents by kind, then entries by number and the rest by code."""

    def place(key: DocumentKey) -> tuple[int, int, str]:
        kind, code = key
        return (
            list(FIELDS).index(kind),
            entry_number(code) if kind is DocumentKind.ENTRY else 0,
            code,
        )

    return sorted((key for key in keys if key[0] in FIELDS), key=place)
