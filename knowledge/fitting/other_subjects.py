"""Made-up intents of other subjects: most are indexed, some are held back and asked."""

import random
from importlib.resources import files
from importlib.resources.abc import Traversable

from knowledge.fitting.folds import marks, try_all
from knowledge.fitting.trees import Tried
from knowledge.language import Language
from knowledge.matching import FaqIndex, combiner
from knowledge.matching.evaluation import Asked
from knowledge.matching.semantics import Semantics
from knowledge.verdict import Outcome

HELD_BACK = 0.2  # share of a set's intents that are asked but not known
OTHERS = 0.3  # weight of a question of another subject
ROUNDS = 4  # of each set, with others held back


def others(semantics: Semantics | None = None) -> list[Tried]:
    """Ask made-up intents of other subjects: phrasings and whole intents that were held back."""
    found: list[Tried] = []
    for path in _sets():
        for seed in range(ROUNDS):
            index, questions = held_out(path, seed, semantics)
            found += try_all(index, ((q, marks(q)) for q in questions), -1, OTHERS)
    return found


def _sets() -> list[Traversable]:
    place = files("knowledge.matching") / "intents"
    found = (path for path in place.iterdir() if path.name.endswith(".txt"))
    return sorted(found, key=lambda path: path.name)


def intents(path: Traversable) -> dict[str, list[str]]:
    """Read `name: phrasing | phrasing | …` lines."""
    found = {}
    for each in path.read_text(encoding="utf-8").splitlines():
        if each and not each.startswith("#"):
            name, phrasings = each.split(":", 1)
            found[name] = [text.strip() for text in phrasings.split("|")]
    return found


def held_out(
    path: Traversable, seed: int, semantics: Semantics | None = None
) -> tuple[FaqIndex, list[Asked]]:
    """Index most intents by most phrasings; ask the phrasings and intents that were held back."""
    stem = path.name.removesuffix(".txt")
    language = Language(stem.rsplit("_", 1)[1])
    sets = intents(path)
    chance = random.Random(f"{stem} {seed}")
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
    index = FaqIndex.from_phrasings(kept, combiner=combiner.unfitted(), semantics=semantics)
    return index, asked
