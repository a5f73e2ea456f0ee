"""Phones, e-mails and street addresses: printed only once a person has checked them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.content.base import Base
from knowledge.content.documents import Body
from knowledge.content.values import CONTACTS, QUOTE


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact of the base, the fact that holds it, and the entries that print it."""

    name: str
    value: str
    fact: str
    checked: bool
    checked_on: str  # ISO, or empty
    entries: tuple[str, ...]


def contacts(base: Base) -> list[Contact]:
    """Return every contact, those no person has checked first."""
    printed: dict[str, list[str]] = {}
    for entry in base.entries.values():
        texts = [text for one in entry.wordings.values() for text in one.texts.values()]
        for name in dict.fromkeys(name for text in texts for name in QUOTE.findall(text)):
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
        if (value := base.values[name]).get("kind") in CONTACTS
    ]
    return sorted(found, key=lambda one: (one.checked, one.name))


def unchecked(base: Base) -> list[Contact]:
    """Return the contacts that residents do not see yet."""
    return [one for one in contacts(base) if not one.checked]


def phones(base: Base) -> list[str]:
    """Return every telephone of the base as it is written there: all of them are public."""
    values = (base.values[name] for name in base.values.names())
    return [str(value["value"]) for value in values if value.get("kind") == "phone"]


def marked(fact: Body, name: str, on: date) -> dict[str, Any]:
    """Return a fact's body with one contact marked as checked on a day."""
    values: Mapping[str, Body] = fact["values"]
    value = {**values[name], "checked": True, "page_date": on.isoformat()}
    return {**fact, "values": {**values, name: value}}
