"""A sentence encoder small enough to be written here: ONNX and tokenizer files of five words.

ONNX is protocol buffers; the few messages that a table look-up needs are written by hand, so that
no exporter has to be installed.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

INT64, FLOAT = 7, 1  # onnx.TensorProto.DataType


def _number(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _field(key: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _number(key << 3) + _number(value)
    body = value.encode() if isinstance(value, str) else value
    return _number(key << 3 | 2) + _number(len(body)) + body


def _shaped(name: str, kind: int, sizes: Sequence[str | int]) -> bytes:
    dims = b"".join(
        _field(1, _field(1, size) if isinstance(size, int) else _field(2, size)) for size in sizes
    )
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, dims)))


def onnx(rows: Sequence[Sequence[float]]) -> bytes:
    """Return a model that looks up a row of numbers for every token."""
    width = len(rows[0])
    flat = [number for row in rows for number in row]
    table = _field(1, len(rows)) + _field(1, width) + _field(2, FLOAT)
    table += _field(8, "table") + _field(9, struct.pack(f"<{len(flat)}f", *flat))
    look_up = _field(1, "table") + _field(1, "input_ids") + _field(2, "states")
    graph = _field(1, look_up + _field(4, "Gather")) + _field(2, "tiny") + _field(5, table)
    graph += _field(11, _shaped("input_ids", INT64, ["batch", "length"]))
    graph += _field(12, _shaped("states", FLOAT, ["batch", "length", width]))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))


def write(folder: Path, words: Mapping[str, Sequence[float]]) -> Path:
    """Write a model that knows these words; any other is the first of them."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(words)
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None, "decoder": None,
        "model": {
            "type": "WordLevel", "vocab": {name: i for i, name in enumerate(names)},
            "unk_token": names[0],
        },
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "model.onnx").write_bytes(onnx([list(words[name]) for name in names]))
    return folder
