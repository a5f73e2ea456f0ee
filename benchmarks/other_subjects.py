"""Made-up intents of other subjects: most are indexed, some are held back and asked."""

import random
from pathlib import Path

from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching import combiner as trees
from knowledge.matching.evaluation import Asked
from knowledge.matching.semantics import Semantics
from knowledge.verdict import Outcome

INTENTS = Path(__file__).parent / "intents"
HELD_BACK = 0.2  # share of a set's intents that are asked but not known


def intents(path: Path) -> dict[str, list[str]]:
    """Read `name: phrasing | phrasing | …` lines."""
    found = {}
    for each in path.read_text(encoding="utf-8").splitlines():
        if each and not each.startswith("#"):
            name, phrasings = each.split(":", 1)
            found[name] = [text.strip() for text in phrasings.split("|")]
    return found


def held_out(path: Path, seed: int, semantics: Semantics | None) -> tuple[FaqIndex, list[Asked]]:
    """Index most intents by most phrasings; ask the phrasings and intents that were held back."""
    language = Language(path.stem.rsplit("_", 1)[1])
    sets = intents(path)
    chance = random.Random(f"{path.stem} {seed}")
    names = sorted(sets)
    chance.shuffle(names)
    strangers = set(names[: int(HELD_BACK * len(names))])
    kept: dict[str, dict[str, list[str]]] = {}
    asked = []
    for name in names:
        texts = list(sets[name])
        chance.shuffle(texts)
        accept = () if name in strangers else (name,)
        outcome = Outcome.FOUND if accept else Outcome.UNKNOWN
        asked += [Asked(text, language, accept, outcome) for text in texts[:2]]
        if accept:
            kept[name] = {language.value: texts[2:]}
    index = FaqIndex.from_phrasings(kept, combiner=trees.unfitted(), semantics=semantics)
    return index, asked
