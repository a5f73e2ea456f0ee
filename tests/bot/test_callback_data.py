import re
from pathlib import Path

import pytest

from bot.callback_data import (
    MAX_CALLBACK_BYTES,
    CallbackData,
    CallbackDataError,
    Prefix,
    fits_callback_data,
    make_callback_data,
    parse_callback_data,
)

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("prefix", list(Prefix))
def test_a_button_is_read_as_it_was_spelled(prefix: Prefix) -> None:
    data = parse_callback_data(make_callback_data(prefix, "show", "AB-14.es:1"))
    assert data == CallbackData(prefix, "show", "AB-14.es:1")


@pytest.mark.parametrize("letter", ["a", "é", "🌴"])
def test_what_telegram_would_refuse_is_never_spelled(letter: str) -> None:
    room = MAX_CALLBACK_BYTES - len("ask:show:")
    most = letter * (room // len(letter.encode()))
    assert fits_callback_data(Prefix.ASK, "show", most)
    assert len(make_callback_data(Prefix.ASK, "show", most).encode()) <= MAX_CALLBACK_BYTES
    assert not fits_callback_data(Prefix.ASK, "show", most + letter)
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        make_callback_data(Prefix.ASK, "show", most + letter)


@pytest.mark.parametrize("text", [None, "", "ask", "ask:show", "a b:show:1", "ask:s w:1", "ask::"])
def test_what_is_none_of_ours_is_refused(text: str | None) -> None:
    with pytest.raises(CallbackDataError):
        parse_callback_data(text)


def test_no_button_is_spelled_by_hand() -> None:
    """Else nobody checks its length, and nobody finds it by its prefix."""
    by_hand = re.compile(rf'callback_data=f?"|"(?:{"|".join(Prefix)}):\w+:')
    files = [f for room in ("handlers", "bot/jobs") for f in (ROOT / room).rglob("*.py")]
    assert len(files) > 50
    found = {f.name: by_hand.findall(f.read_text(encoding="utf-8")) for f in files}
    assert {name: hits for name, hits in found.items() if hits} == {}
