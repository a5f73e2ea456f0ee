"""Phones, e-mails and street addresses: printed only once a person has checked them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.content.documents import DocumentBody
from knowledge.content.fact_values import CONTACT_KINDS, QUOTE_PATTERN
from knowledge.content.faq_base import FaqBase


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact of the base, the fact that holds it, and the entries that print it."""

    name: str
    value: str
    fact: str
    checked: bool
    checked_on: str  # ISO, or empty
    entries: tuple[str, ...]


def list_contacts(base: FaqBase) -> list[Contact]:
    """Return every contact, those no person has checked first."""
    printed: dict[str, list[str]] = {}
    for entry in base.entries.values():
        texts = [text for one in entry.wordings.values() for text in one.reader_texts.values()]
        for name in dict.fromkeys(name for text in texts for name in QUOTE_PATTERN.findall(text)):
            printed.setdefault(name, []).append(entry.code)
    found = [
        Contact(
            name,
            str(value.get("value", "")),
            base.values.home[name],
            bool(value.get("checked", False)),
            str(value.get("page_date", "")) if value.get("checked") else "",
            tuple(printed.get(name, ())),
        )
        for name in base.values.names()
        if (value := base.values[name]).get("kind") in CONTACT_KINDS
    ]
    return sorted(found, key=lambda one: (one.checked, one.name))


def unchecked_contacts(base: FaqBase) -> list[Contact]:
    """Return the contacts that residents do not see yet."""
    return [one for one in list_contacts(base) if not one.checked]


def public_phones(base: FaqBase) -> list[str]:
    """Return every telephone of the base as it is written there: all of them are public."""
    values = (base.values[name] for name in base.values.names())
    return [str(value["value"]) for value in values if value.get("kind") == "phone"]


def mark_checked(fact: DocumentBody, name: str, on: date) -> dict[str, Any]:
    """Return a fact's body with one contact marked as checked on a day."""
    values: Mapping[str, DocumentBody] = fact["values"]
    value = {**values[name], "checked": True, "page_date": on.isoformat()}
    return {**fact, "values": {**values, name: value}}
