"""Made-up intents of other subjects: most are indexed, some are held back and asked."""

import random
from importlib.resources import files
from importlib.resources.abc import Traversable

from knowledge.fitting.cross_validation import right_answers, score_questions
from knowledge.fitting.tree_fitting import ScoredQuestion
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.quality.bank_evaluation import BankQuestion
from knowledge.verdict import Outcome

HELD_BACK_SHARE = 0.2  # share of a set's intents that are asked but not known
OTHER_SUBJECT_WEIGHT = 0.5  # weight of a question of another subject
ROUND_COUNT = 4  # of each set, with others held back


def score_other_subjects(semantics: SemanticModel | None = None) -> list[ScoredQuestion]:
    """Ask made-up intents of other subjects: phrasings and whole intents that were held back."""
    found: list[ScoredQuestion] = []
    for path in _intent_files():
        for seed in range(ROUND_COUNT):
            index, questions = hold_out_intents(path, seed, semantics)
            found += score_questions(
                index, ((q, right_answers(q)) for q in questions), -1, OTHER_SUBJECT_WEIGHT
            )
    return found


def _intent_files() -> list[Traversable]:
    place = files("knowledge.matching") / "intents"
    found = (path for path in place.iterdir() if path.name.endswith(".txt"))
    return sorted(found, key=lambda path: path.name)


def read_intents(path: Traversable) -> dict[str, list[str]]:
    """Read `name: phrasing | phrasing | …` lines."""
    found = {}
    for each in path.read_text(encoding="utf-8").splitlines():
        if each and not each.startswith("#"):
            name, phrasings = each.split(":", 1)
            found[name] = [text.strip() for text in phrasings.split("|")]
    return found


def hold_out_intents(
    path: Traversable, seed: int, semantics: SemanticModel | None = None
) -> tuple[FaqIndex, list[BankQuestion]]:
    """Index most intents by most phrasings; ask the phrasings and intents that were held back."""
    stem = path.name.removesuffix(".txt")
    language = Language(stem.rsplit("_", 1)[1])
    sets = read_intents(path)
    chance = random.Random(f"{stem} {seed}")
    names = sorted(sets)
    chance.shuffle(names)
    strangers = set(names[: int(HELD_BACK_SHARE * len(names))])
    kept: dict[str, dict[str, list[str]]] = {}
    asked = []
    for name in names:
        texts = list(sets[name])
        chance.shuffle(texts)
        accept = () if name in strangers else (name,)
        outcome = Outcome.FOUND if accept else Outcome.UNKNOWN
        asked += [BankQuestion(text, language, accept, outcome) for text in texts[:2]]
        if accept:
            kept[name] = {language.value: texts[2:]}
    index = FaqIndex.from_phrasings(
        kept, combiner=combiner.unfitted_combiner(), semantics=semantics
    )
    return index, asked
