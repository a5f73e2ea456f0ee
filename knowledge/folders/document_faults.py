"""What is wrong with the documents of a town's files: each fault with its field and remedy."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from knowledge.content import document_parsing
from knowledge.content.document_fields import (
    FIELDS,
    FIELDS_BY_PATH,
    InputForm,
    StoredForm,
    flatten_body,
    has_form,
)
from knowledge.content.documents import DocumentBody, DocumentError, DocumentKey, DocumentKind
from knowledge.content.fact_values import LIVE_VALUES, QUOTE_PATTERN, VALUE_KINDS, try_format_value
from knowledge.language import Language
from knowledge.strict_tables import StrictTable, short_repr
from knowledge.town import Town
from knowledge.verdict import Outcome

_DATE_FORMS = (InputForm.DATE, InputForm.PERIOD)  # these may be written without quotes,
_DATE_FIELDS = ("date", "on")  # and so may these, which may also hold a span
_QUOTING_KINDS = (DocumentKind.ENTRY, DocumentKind.SCOPE, DocumentKind.EVENT)
_FORM_EXAMPLES = {
    StoredForm.TEXT: '"…"',
    StoredForm.LIST: '["…"]',
    StoredForm.NUMBER: "3",
    StoredForm.FLAG: "true",
    StoredForm.TABLE: "{ … }",
}


def find_document_faults(
    kind: DocumentKind, code: str, body: DocumentBody, town: Town | None
) -> Iterator[str]:
    """Yield every fault of one document, as `field: what; remedy`."""
    found = [*_field_faults(kind, body), *_missing_fields(kind, body)]
    if town is not None:
        found += _language_faults(kind, body, town)
    if kind is DocumentKind.FACT and not found:
        found += _value_faults(body, town)
    if not found:
        try:
            document_parsing.PARSER_BY_KIND[kind](code, body)
        except DocumentError as error:
            found.append(str(error).partition(": ")[2] or str(error))
    yield from found


def _field_faults(kind: DocumentKind, body: DocumentBody) -> Iterator[str]:
    fields = FIELDS_BY_PATH[kind]
    for name, value in body.items():
        below = [path.partition(".")[2] for path in fields if path.startswith(f"{name}.")]
        if below and not isinstance(value, Mapping):
            yield f"{name}: is {short_repr(value)}; write a table with {', '.join(below)}"
        elif name not in fields and not below:
            firsts = list(dict.fromkeys(path.partition(".")[0] for path in fields))
            yield f"{name}: is no field of a {kind}; {_name_hint(name, firsts)}"
        elif below:
            unknown = [inner for inner in value if inner not in below]
            yield from (f"{name}.{i}: is no field here; {_name_hint(i, below)}" for i in unknown)
    for path, value in flatten_body(kind, body):
        may_be_day = fields[path].form in _DATE_FORMS or path in _DATE_FIELDS
        is_day = isinstance(value, date) and may_be_day
        text = value.isoformat() if is_day else value
        form = fields[path].form.stored_form
        if not has_form(text, form):
            example = f"{path} = {_FORM_EXAMPLES[form]}"
            yield f"{path}: is {short_repr(value)}; it must be {form}: {example}"


def _name_hint(name: str, known: list[str]) -> str:
    near = get_close_matches(str(name), known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"


def _missing_fields(kind: DocumentKind, body: DocumentBody) -> Iterator[str]:
    needed = [one for one in FIELDS[kind] if one.required]
    for one in needed:
        if not one.spoken and one.name not in body:
            yield f'{one.name}: is missing; write {one.name} = "…"'
    for tag in Language if kind is DocumentKind.ENTRY else ():
        if isinstance(body.get(tag), Mapping):
            for one in needed:
                if one.spoken and one.name not in body[tag]:
                    said = f'write {one.name} = "…" below the {tag} table'
                    yield f"{tag}.{one.name}: is missing; {said}"


def _language_faults(kind: DocumentKind, body: DocumentBody, town: Town) -> Iterator[str]:
    """A town's documents are in its languages, and each has its first."""
    others = [tag for tag in Language if tag not in town.languages]
    first = town.language.value
    if kind is DocumentKind.ENTRY:
        if not any(tag.value in body for tag in town.languages):
            yield f"{first}: is missing; write the answer in a table for {first}"
        yield from _foreign_languages("", body, others)
        return
    for one in FIELDS[kind]:
        if one.spoken and isinstance(held := body.get(one.name), Mapping):
            yield from _foreign_languages(f"{one.name}.", held, others)
    needed = {DocumentKind.TOPIC: "name", DocumentKind.EVENT: "says"}.get(kind)
    if needed and not (isinstance(body.get(needed), Mapping) and body[needed].get(first)):
        yield f'{needed}.{first}: is missing; write {needed} = {{ {first} = "…" }}'


def _foreign_languages(path: str, held: DocumentBody, others: Sequence[str]) -> Iterator[str]:
    for tag in others:
        if tag in held:
            yield f"{path}{tag}: is no language of this town; add it to languages in town.toml"


def _value_faults(body: DocumentBody, town: Town | None) -> Iterator[str]:
    for name, value in body.get("values", {}).items():
        kind = value.get("kind")
        if kind not in VALUE_KINDS:
            allowed = ", ".join(VALUE_KINDS)
            yield f"values.{name}: kind is {short_repr(kind)}; it must be one of {allowed}"
            continue
        for language in town.languages if town else (Language.EN,):
            if try_format_value(value, language) is None:
                yield f"values.{name}: {_value_form(name, kind, language)}"
                break


def _value_form(name: str, kind: str, language: Language) -> str:
    forms = {
        "vote": "yes = 6, no = 1",
        "phrase": f'{language} = "…"',
        "number": "value = 3",
        "money": "value = 3",
        "date": 'value = "2025-06-30"',
    }
    inner = forms.get(kind, 'value = "…"')
    return f'cannot be written; write {name} = {{ kind = "{kind}", {inner} }}'


def unknown_quotes(
    documents: Mapping[DocumentKey, DocumentBody],
) -> Iterator[tuple[DocumentKey, str]]:
    """Yield each quote in a text that no fact holds, with the document it stands in."""
    known = _quotable_names(documents)
    for key, body in documents.items():
        for path, text in _document_texts(key[0], body):
            for name in QUOTE_PATTERN.findall(text):
                if name not in known:
                    near = get_close_matches(name, known, n=1)
                    hint = f"did you mean {{{near[0]}}}?" if near else "write it below a fact"
                    yield key, f"{path}: quotes {{{name}}}, which no fact holds; {hint}"


def unknown_quotes_in(text: str, documents: Mapping[DocumentKey, DocumentBody]) -> list[str]:
    """Return the quotes of one text that no fact holds."""
    known = _quotable_names(documents)
    return [name for name in QUOTE_PATTERN.findall(text) if name not in known]


def _quotable_names(documents: Mapping[DocumentKey, DocumentBody]) -> set[str]:
    """Return the names of all values that can be quoted."""
    known = set(LIVE_VALUES)
    for (kind, _), body in documents.items():
        values = body.get("values") if kind is DocumentKind.FACT else None
        known |= set(values) if isinstance(values, Mapping) else set()
    return known


def _document_texts(kind: DocumentKind, body: DocumentBody) -> Iterator[tuple[str, str]]:
    if kind not in _QUOTING_KINDS:
        return
    fields = FIELDS_BY_PATH[kind]
    for path, value in flatten_body(kind, body):
        if fields[path].spoken and isinstance(value, str):
            yield path, value


def note_bank_faults(held: Mapping[str, Any], where: str, noted: list[str]) -> None:
    """Note every fault of a bank of test questions."""
    bank = StrictTable(held, where, noted)
    tags, outcomes = "|".join(Language), "|".join(outcome.value for outcome in Outcome)
    for row in bank.rows("question"):
        row.text("text")
        row.text("language", like=tags, says=f"it must be one of {tags}")
        row.text("entry", "")
        row.texts("accept")
        row.text("outcome", "", like=outcomes, says=f"it must be one of {outcomes}")
        row.text("style", "")
