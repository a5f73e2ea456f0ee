"""Our plain values as JSON and back, guided by their types alone."""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from knowledge.errors import CivicBotError

T = TypeVar("T")

_PLAIN_TYPES = (str, int, bool, float, type(None))


class StoredStateError(CivicBotError):
    """The stored state does not fit the types of this version; start from an empty one."""


def state_to_json(value: object) -> str:
    """Return a dataclass of ours as JSON text; equal values give equal text."""
    return json.dumps(_to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def state_from_json(kind: type[T], text: str) -> T:
    """Return the value `state_to_json` wrote; raise StoredStateError if it does not fit `kind`.

    The same text is read at every look, and our values are frozen: it gives the same value again.
    """
    try:
        value = _read_state(kind, text)  # type: ignore[arg-type]  # a class is hashable
    except (KeyError, TypeError, ValueError) as fault:
        raise StoredStateError(
            f"stored {kind.__name__}: {fault}; start from an empty one"
        ) from fault
    assert isinstance(value, kind)
    return value


@lru_cache(512)
def _read_state(kind: type, text: str) -> object:
    return _from_plain(kind, json.loads(text))


def _to_plain(value: object) -> Any:
    """Return a value as JSON knows it."""
    if type(value) in _PLAIN_TYPES:
        return value
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_to_plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted((_to_plain(item) for item in value), key=str)
    return value


@cache
def _field_types(kind: type) -> dict[str, Any]:
    """Return the resolved types of a dataclass's fields."""
    return get_type_hints(kind)


def _from_plain(kind: Any, value: Any) -> Any:
    """Return a JSON value as the type says."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _from_plain(next(k for k in get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_from_plain(inner[0], item) for item in value)
        return tuple(_from_plain(k, item) for k, item in zip(inner, value, strict=True))
    if origin is frozenset:
        return frozenset(_from_plain(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _field_types(kind)
        return kind(**{name: _from_plain(hints[name], item) for name, item in value.items()})
    if kind is timedelta:
        return timedelta(seconds=value)
    if kind in (date, datetime, time):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
