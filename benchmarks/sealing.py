"""Seals a third of the strangers' questions, so that nobody reads it by chance, and opens one.

    python -m benchmarks.sealing seal 2
    python -m benchmarks.sealing open 2

A sealed third is packed, not secret. One is opened a release, to measure once what was tuned
without it; opening it is a commit of its own, and from then on it is looked at.
"""

import argparse
import base64
import lzma
import sys
from pathlib import Path

FOLDER = Path("tests/quality/strangers")


def packed(text: str) -> str:
    """Return a text packed in lines of letters.

    >>> unpacked(packed("who voted?"))
    'who voted?'
    """
    return base64.encodebytes(lzma.compress(text.encode("utf-8"))).decode("ascii")


def unpacked(text: str) -> str:
    """Return what was packed; raises ValueError or LZMAError for anything else."""
    return lzma.decompress(base64.b64decode(text)).decode("utf-8")


def main() -> int:
    """Seal or open one third; leaves nothing of the other form behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("seal", "open"))
    parser.add_argument("third", type=int, choices=(1, 2, 3))
    options = parser.parse_args()
    plain = FOLDER / f"sealed-{options.third}.jsonl"
    closed = plain.with_suffix(".packed")
    source, target = (plain, closed) if options.what == "seal" else (closed, plain)
    if not source.is_file():
        print(f"{source} is not there; has that been done already?", file=sys.stderr)
        return 2
    turn = packed if options.what == "seal" else unpacked
    target.write_text(turn(source.read_text(encoding="utf-8")), encoding="utf-8")
    source.unlink()
    print(f"wrote {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
