"""From a score to a probability: a logistic curve that every index fits to itself.

The index asks itself each of its own phrasings twice: once as if it had never seen the phrasing
(is the best entry the right one?), once as if it had never seen the phrasing's entry (any answer
would be wrong). What it learns there is drawn towards what other indexes have learned.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.weights import TRUST

SIGNS = ("score", "lead", "hit", "miss")  # what the curve looks at, and a base
STRANGERS = 0.25  # questions of no entry for each question of one
PULL = 10.0  # strength of what other indexes have learned, in questions
SPREAD = np.array([0.05, 0.05, 0.3, 0.3, 1.0])  # how little each sign differs between indexes
BOUNDS = [(1.0, 40.0), (0.0, 40.0), (0.0, 4.0), (-6.0, 0.0), (-15.0, 0.0)]
SHARPNESS = 12.0  # how fast the chance of the others falls with their distance from the best
NONE = 0.6  # weight of "none of these" among the others

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trust:
    """`P = logistic(weights · signs + base)`; `weights` ends with the base."""

    weights: tuple[float, ...]

    @classmethod
    def fit(cls, familiar: Floats, right: NDArray[np.bool_], strange: Floats) -> "Trust":
        """Fit to (question, sign) rows of familiar questions and of strangers' questions."""
        from scipy.optimize import minimize  # takes 30 MB, and the shipped base needs none

        count = len(familiar) + len(strange)
        seen = np.concatenate([familiar, strange])
        seen = np.concatenate([seen, np.ones((count, 1))], axis=1)
        truth = np.concatenate([right.astype(np.float64), np.zeros(len(strange))])
        heed = np.concatenate([np.ones(len(familiar)), np.full(len(strange), STRANGERS)])
        prior = np.array(TRUST)

        def loss(w: Floats) -> tuple[float, Floats]:
            z = seen @ w
            away = (w - prior) * SPREAD
            value = float((heed * (np.logaddexp(0.0, z) - truth * z)).sum())
            slope = seen.T @ (heed * (1.0 / (1.0 + np.exp(-z)) - truth))
            return value + PULL * float(away @ away), slope + 2.0 * PULL * away * SPREAD

        found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=BOUNDS)
        return cls(tuple(float(x) for x in found.x))

    def chance(self, signs: Sequence[float], lift: tuple[float, float]) -> float:
        """Return the probability that the best candidate is right, by its `SIGNS`.

        `lift` is a slope and a shift of the logit: an index asked itself by its own phrasings,
        each with a row fewer to lean on, trusts itself a little less than it may.
        """
        *slopes, base = self.weights
        slope, shift = lift
        told = base + sum(w * sign for w, sign in zip(slopes, signs, strict=True))
        z = slope * told + shift
        return 1.0 / (1.0 + math.exp(-z))

    @staticmethod
    def share(ranks: Floats, top: int, best: float) -> Floats:
        """Give the candidate at `top` its probability and share out some of the rest.

        None of the others is likelier than it, and together they leave room for "none of these".
        """
        shares = np.exp(SHARPNESS * (ranks - ranks[top]))
        shares[top] = 0.0
        found: Floats = shares * min(best, (1.0 - best) / (shares.sum() + NONE))
        found[top] = best
        return found


def chance(weights: Sequence[float], seen: Sequence[float]) -> float:
    """Return the probability that signs speak for; the last weight is the base."""
    *slopes, base = weights
    z = base + sum(w * sign for w, sign in zip(slopes, seen, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))
