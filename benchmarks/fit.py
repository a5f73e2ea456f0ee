"""Finds the matcher's few numbers anew and prints them beside those in use; changes nothing.

    python -m benchmarks.fit

TRUST      the curve that indexes of different sizes fit to themselves, left alone (median)
lift       slope and shift of the logit on the tuning half of the bank and on made-up intents,
           some of whose entries are held back as strangers
thresholds per language: the lowest that keeps false answers at 3 % and wrong answers at 2 %

Only `knowledge/seed/bank.toml` and `benchmarks/intents/` are read, never `tests/quality/`.
"""

import random
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from knowledge.content.base import Base
from knowledge.indexing import index_of
from knowledge.language import Language
from knowledge.matching import FaqIndex, trust
from knowledge.matching.evaluation import Answered, Asked, read_bank, run
from knowledge.matching.policy import BARE, TOWN
from knowledge.matching.weights import TRUST
from knowledge.seed import load
from knowledge.verdict import Outcome

FALSE_ANSWERS, WRONG_ANSWERS = 0.03, 0.02
STRANGERS = 0.2  # share of a set's entries held back
INTENTS = Path(__file__).parent / "intents"


def intents(path: Path) -> dict[str, list[str]]:
    """Read `name: phrasing | phrasing | …` lines."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, phrasings = line.split(":", 1)
            found[name] = [text.strip() for text in phrasings.split("|")]
    return found


def held_out(path: Path, seed: int) -> tuple[FaqIndex, list[Asked]]:
    """Index most entries by most phrasings; ask the phrasings and entries that were held back."""
    language = Language(path.stem.rsplit("_", 1)[1])
    sets = intents(path)
    chance = random.Random(f"{path.stem} {seed}")
    names = sorted(sets)
    chance.shuffle(names)
    strangers = set(names[: int(STRANGERS * len(names))])
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
    return FaqIndex.from_phrasings(kept), asked


def logits(answers: Sequence[Answered]) -> tuple[np.ndarray, np.ndarray]:
    """Return the logit of each probability and whether the best candidate was right."""
    chance = np.clip([a.chance for a in answers], 0.003, 0.985)
    return np.log(chance / (1 - chance)), np.array([a.right for a in answers], dtype=float)


def fit_lift(
    groups: Sequence[Sequence[Answered]], used: tuple[float, float]
) -> tuple[float, float]:
    """Fit slope and shift of the unlifted logit, every group of answers counting the same."""
    pairs = [logits(group) for group in groups]

    def loss(w: np.ndarray) -> float:
        total = 0.0
        for z, right in pairs:
            scaled = w[0] * (z - used[1]) / used[0] + w[1]
            total += float(np.mean(np.logaddexp(0.0, scaled) - right * scaled))
        return total

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(float(slope), 2), round(float(shift), 2)


def threshold(answers: Sequence[Answered]) -> float:
    """Return the lowest answering probability that the policy allows."""
    inside = [a for a in answers if a.in_scope]
    outside = [a for a in answers if not a.in_scope]
    for limit in np.arange(0.3, 0.99, 0.01):
        wrong = sum(a.chance >= limit and not a.right for a in inside if a.verdict.scope is None)
        false = sum(a.chance >= limit for a in outside if a.verdict.scope is None)
        if wrong <= WRONG_ANSWERS * len(inside) and false <= FALSE_ANSWERS * len(outside):
            return float(limit)
    return 0.99


def main() -> None:
    base = Base.from_documents(load())
    bank = read_bank(tomllib.loads(Path("knowledge/seed/bank.toml").read_text(encoding="utf-8")))
    index = index_of(base)
    pull, trust.PULL = trust.PULL, 0.5
    free = [index_of(base)]
    for path in sorted(INTENTS.glob("*.txt")):
        free += [held_out(path, seed)[0] for seed in range(2)]
    curves = np.array([each.trust.weights for each in free])
    print("TRUST in use", TRUST, "\n      found ", tuple(np.median(curves, axis=0).round(1)))

    trust.PULL = pull
    groups = [list(run(index, bank))]
    for path in sorted(INTENTS.glob("*.txt")):
        group: list[Answered] = []
        for seed in range(3):
            small, asked = held_out(path, seed)
            group += run(small, asked)
        groups.append(group)
    print(f"lift of the town in use {TOWN.lift} found {fit_lift(groups[:1], TOWN.lift)}")
    print(f"lift of bare phrasings in use {BARE.lift} found {fit_lift(groups[1:], BARE.lift)}")
    answers = groups[0]
    for language in Language:
        mine = [a for a in answers if a.asked.language == language]
        print(
            f"answer {language.value} in use {TOWN.of(language).answer:.2f}"
            f" found {threshold(mine):.2f}"
        )


if __name__ == "__main__":
    main()
