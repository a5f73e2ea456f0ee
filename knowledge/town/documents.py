"""What is wrong with the documents of a town's files: each fault with its field and remedy."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from knowledge.content import reading
from knowledge.content.documents import Body, InvalidDocument, Key, Kind
from knowledge.content.shape import FIELDS, LANGUAGES, Form, fits, flat
from knowledge.content.values import KINDS, LIVE, QUOTE, writable
from knowledge.language import Language
from knowledge.strict import Table, shown
from knowledge.town import Town
from knowledge.verdict import Outcome

_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.ENTRY: ("slug", "as_of", "review_by", "certainty"),
    Kind.FACT: ("says", "certainty"),
    Kind.SOURCE: ("publisher",),
    Kind.TOPIC: (),
    Kind.ALIAS: ("means",),
    Kind.SCOPE: ("outcome",),
    Kind.EVENT: ("on",),
}
_DAYS = ("as_of", "review_by", "searched_to", "date", "on")  # may be written without quotes
_WORDED = ("title", "short", "detail")
_FORMS = {
    Form.TEXT: '"…"',
    Form.LIST: '["…"]',
    Form.NUMBER: "3",
    Form.FLAG: "true",
    Form.TABLE: "{ … }",
}


def faults(kind: Kind, code: str, body: Body, town: Town | None) -> Iterator[str]:
    """Yield every fault of one document, as `field: what; remedy`."""
    found = [*_of_fields(kind, body), *_missing(kind, body)]
    if town is not None:
        found += _of_languages(kind, body, town)
    if kind is Kind.FACT and not found:
        found += _of_values(body, town)
    if not found:
        try:
            reading.READERS[kind](code, body)
        except InvalidDocument as error:
            found.append(str(error).partition(": ")[2] or str(error))
    yield from found


def _of_fields(kind: Kind, body: Body) -> Iterator[str]:
    fields = FIELDS[kind]
    for name, value in body.items():
        below = [path.partition(".")[2] for path in fields if path.startswith(f"{name}.")]
        if below and not isinstance(value, Mapping):
            yield f"{name}: is {shown(value)}; write a table with {', '.join(below)}"
        elif name not in fields and not below:
            firsts = list(dict.fromkeys(path.partition(".")[0] for path in fields))
            yield f"{name}: is no field of a {kind}; {_hint(name, firsts)}"
        elif below:
            unknown = [inner for inner in value if inner not in below]
            yield from (f"{name}.{i}: is no field here; {_hint(i, below)}" for i in unknown)
    for path, value in flat(kind, body):
        is_day = isinstance(value, date) and path in _DAYS
        text = value.isoformat() if is_day else value
        if not fits(text, fields[path]):
            form = f"{path} = {_FORMS[fields[path]]}"
            yield f"{path}: is {shown(value)}; it must be {fields[path]}: {form}"


def _hint(name: str, known: list[str]) -> str:
    near = get_close_matches(str(name), known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"


def _missing(kind: Kind, body: Body) -> Iterator[str]:
    for name in _NEEDED[kind]:
        if name not in body:
            yield f'{name}: is missing; write {name} = "…"'
    if kind is not Kind.ENTRY:
        return
    for tag in LANGUAGES:
        if isinstance(body.get(tag), Mapping):
            for name in _WORDED:
                if name not in body[tag]:
                    yield f'{tag}.{name}: is missing; write {name} = "…" below the {tag} table'


def _of_languages(kind: Kind, body: Body, town: Town) -> Iterator[str]:
    """A town's documents are in its languages, and each has its first."""
    others = [tag for tag in LANGUAGES if tag not in town.languages]
    first = town.language.value
    if kind is Kind.ENTRY:
        if not any(tag.value in body for tag in town.languages):
            yield f"{first}: is missing; write the answer in a table for {first}"
        yield from _foreign("", body, others)
        return
    for name in {path.partition(".")[0] for path in FIELDS[kind] if "." in path}:
        held = body.get(name)
        if isinstance(held, Mapping):
            yield from _foreign(f"{name}.", held, others)
    needed = {Kind.TOPIC: "name", Kind.EVENT: "says"}.get(kind)
    if needed and not (isinstance(body.get(needed), Mapping) and body[needed].get(first)):
        yield f'{needed}.{first}: is missing; write {needed} = {{ {first} = "…" }}'


def _foreign(path: str, held: Body, others: list[str]) -> Iterator[str]:
    for tag in others:
        if tag in held:
            yield f"{path}{tag}: is no language of this town; add it to languages in town.toml"


def _of_values(body: Body, town: Town | None) -> Iterator[str]:
    for name, value in body.get("values", {}).items():
        kind = value.get("kind")
        if kind not in KINDS:
            yield f"values.{name}: kind is {shown(kind)}; it must be one of {', '.join(KINDS)}"
            continue
        for language in town.languages if town else (Language.EN,):
            if writable(value, language) is None:
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


def unknown_quotes(documents: Mapping[Key, Body]) -> Iterator[tuple[Key, str]]:
    """Yield each quote in a text that no fact holds, with the document it stands in."""
    known = _names(documents)
    for key, body in documents.items():
        for path, text in _texts(key[0], body):
            for name in QUOTE.findall(text):
                if name not in known:
                    near = get_close_matches(name, known, n=1)
                    hint = f"did you mean {{{near[0]}}}?" if near else "write it below a fact"
                    yield key, f"{path}: quotes {{{name}}}, which no fact holds; {hint}"


def unknown_names(text: str, documents: Mapping[Key, Body]) -> list[str]:
    """Return the quotes of one text that no fact holds."""
    known = _names(documents)
    return [name for name in QUOTE.findall(text) if name not in known]


def _names(documents: Mapping[Key, Body]) -> set[str]:
    """Return the names of all values that can be quoted."""
    known = set(LIVE)
    for (kind, _), body in documents.items():
        values = body.get("values") if kind is Kind.FACT else None
        known |= set(values) if isinstance(values, Mapping) else set()
    return known


def _texts(kind: Kind, body: Body) -> Iterator[tuple[str, str]]:
    parts = {
        Kind.ENTRY: ("title", "short", "points", "detail", "basis"),
        Kind.SCOPE: ("reply",),
        Kind.EVENT: ("says",),
    }.get(kind, ())
    for path, value in flat(kind, body) if parts else ():
        if isinstance(value, str) and set(path.split(".")) & set(parts):
            yield path, value


def bank_faults(held: Mapping[str, Any], where: str, noted: list[str]) -> None:
    """Note every fault of a bank of test questions."""
    bank = Table(held, where, noted)
    tags, outcomes = "|".join(Language), "|".join(outcome.value for outcome in Outcome)
    for row in bank.rows("question"):
        row.text("text")
        row.text("language", like=tags, says=f"it must be one of {tags}")
        row.text("entry", "")
        row.texts("accept")
        row.text("outcome", "", like=outcomes, says=f"it must be one of {outcomes}")
        row.text("style", "")
