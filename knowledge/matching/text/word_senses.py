"""Everyday senses: which words of the three languages ask for the same thing."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from knowledge.matching.text.folding import tokenize
from knowledge.matching.text.stemming import stem


@cache
def senses_by_stem() -> Mapping[str, tuple[str, ...]]:
    """Return stem -> names of the senses it may have (`~1`, …), as `senses.txt` lists them."""
    found: dict[str, list[str]] = {}
    place = resources.files("knowledge") / "seed" / "background" / "senses.txt"
    lines = place.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if not line.startswith("#")):
        for word in dict.fromkeys(map(stem, tokenize(line.replace("|", " ")))):
            found.setdefault(word, []).append(f"~{number}")
    return {word: tuple(names) for word, names in found.items()}
