"""Finds the matcher's few numbers anew and prints them beside those in use; changes nothing.

    python -m benchmarks.fit

TRUST      the curve that indexes of different sizes fit to themselves, left alone (median)
lift       slope and shift of the logit on made-up intents, some of whose entries are held back
CURVE      a logistic regression on the tuning half of the bank, every question asked as if the
           base had never learned it
thresholds per language, by the policy of `policy.py`, on probabilities that are cross-validated

Only `knowledge/seed/bank.toml` and `benchmarks/intents/` are read, never `tests/quality/`.
"""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from knowledge.content.base import Base
from knowledge.indexing import index_of
from knowledge.language import Language
from knowledge.matching import FaqIndex, trust
from knowledge.matching.evaluation import Answered, Asked, read_bank, run
from knowledge.matching.policy import BARE, TOWN
from knowledge.matching.signs import SIGNS
from knowledge.matching.weights import CURVE, TRUST
from knowledge.seed import load
from knowledge.verdict import Outcome

FALSE_ANSWERS, WRONG_ANSWERS = 0.04, 0.02
OFFERED = 0.985  # share of the right ones among three that are to be offered
CALM = 1.0  # pull of the curve's weights to nought
FOLDS, TURNS = 5, 4  # of the cross-validation
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


@dataclass(frozen=True)
class Tried:
    """The tuning half as signs of the best entry; what has no entry near is left out."""

    asked: list[Asked]
    offered: list[bool]  # whether a right entry is among three
    signs: np.ndarray
    right: np.ndarray

    @classmethod
    def of(cls, index: FaqIndex, bank: Sequence[Asked]) -> "Tried":
        """Ask every question as if it had never been learned."""
        found = []
        for asked in bank:
            told = index.explain(asked.text, unseen=True)
            best = told.verdict.candidates[:1]
            if best and told.signs:
                among = any(each.entry in asked.accept for each in told.verdict.candidates)
                right = best[0].entry in asked.accept
                found.append((asked, among, [told.signs[name] for name in SIGNS], right))
        every, among, signs, right = zip(*found, strict=True)
        return cls(
            list(every),
            [bool(one) for one in among],
            np.array(signs),
            np.array(right, dtype=float),
        )


def fit_curve(signs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return weights of the signs and a base."""
    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    seen = np.c_[(signs - middle) / spread, np.ones(len(signs))]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = seen @ w
        value = (np.logaddexp(0.0, z) - right * z).sum() + CALM * (w[:-1] ** 2).sum()
        slope = seen.T @ (1.0 / (1.0 + np.exp(-z)) - right) + 2 * CALM * np.r_[w[:-1], 0.0]
        return float(value), slope

    w = minimize(loss, np.zeros(seen.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = w[:-1] / spread
    return np.r_[slopes, w[-1] - slopes @ middle]


def curve_chances(w: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Return the probabilities that a curve gives."""
    return 1.0 / (1.0 + np.exp(-(signs @ w[:-1] + w[-1])))


def unseen_chances(tried: Tried) -> np.ndarray:
    """Return every question's probability by curves that were fitted without it."""
    total = np.zeros(len(tried.right))
    for turn in range(TURNS):
        fold = np.random.default_rng(turn).integers(0, FOLDS, len(total))
        for k in range(FOLDS):
            w = fit_curve(tried.signs[fold != k], tried.right[fold != k])
            total[fold == k] += curve_chances(w, tried.signs[fold == k]) / TURNS
    return total


def allowed(tried: Tried, chances: np.ndarray, mine: np.ndarray) -> tuple[float, float]:
    """Return the lowest answering probability that some questions allow, and the offering one."""
    inside = mine & np.array([bool(a.accept) for a in tried.asked])
    outside, right = mine & ~inside, tried.right > 0
    answer = 0.99
    for limit in np.arange(0.40, 0.99, 0.01):
        shown = chances >= limit
        if (shown & inside & ~right).sum() > WRONG_ANSWERS * inside.sum():
            continue
        if (shown & outside).sum() <= FALSE_ANSWERS * outside.sum():
            answer = float(limit)
            break
    among = np.sort(chances[inside & np.array(tried.offered)])[::-1]
    return answer, float(among[int(OFFERED * len(among))])


def thresholds(tried: Tried, chances: np.ndarray, language: Language) -> tuple[float, float]:
    """Return a language's thresholds: halfway between its own and those of all together.

    Six wrong answers decide a language's own, which is too few to be believed alone; it may
    only raise the answering probability.
    """
    every = np.ones(len(chances), dtype=bool)
    mine = np.array([a.language == language for a in tried.asked])
    answer, offer = allowed(tried, chances, every)
    own_answer, own_offer = allowed(tried, chances, mine)
    return round(max(answer, (answer + own_answer) / 2), 2), round((offer + own_offer) / 2, 2)


def main() -> None:
    base = Base.from_documents(load())
    bank = read_bank(tomllib.loads(Path("knowledge/seed/bank.toml").read_text(encoding="utf-8")))
    pull, trust.PULL = trust.PULL, 0.5
    free = [held_out(path, seed)[0] for path in sorted(INTENTS.glob("*.txt")) for seed in range(2)]
    curves = np.array([each.trust.weights for each in free])
    print("TRUST in use", TRUST, "\n      found ", tuple(np.median(curves, axis=0).round(1)))

    trust.PULL = pull
    groups: list[list[Answered]] = []
    for path in sorted(INTENTS.glob("*.txt")):
        group: list[Answered] = []
        for seed in range(3):
            small, asked = held_out(path, seed)
            group += run(small, asked)
        groups.append(group)
    print(f"lift of bare phrasings in use {BARE.lift} found {fit_lift(groups, BARE.lift)}")

    tried = Tried.of(index_of(base), bank)
    found = fit_curve(tried.signs, tried.right)
    print("CURVE")
    for name, old, new in zip((*SIGNS, "base"), CURVE.values(), found, strict=True):
        print(f'    "{name}": {new:.2f},'.ljust(28) + f"# in use {old}")
    chances = unseen_chances(tried)
    for language in Language:
        used = TOWN.of(language)
        answer, offer = thresholds(tried, chances, language)
        print(f"{language.value} in use answer {used.answer:.2f} offer {used.offer:.2f}"
              f" found answer {answer:.2f} offer {offer:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
