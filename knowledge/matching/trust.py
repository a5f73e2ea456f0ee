"""From a score to a probability: a logistic curve that every index fits to itself.

The index asks itself each of its own phrasings twice: once as if it had never seen the phrasing
(is the best entry the right one?), once as if it had never seen the phrasing's entry (any answer
would be wrong). What it learns there is drawn towards what other indexes have learned.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.matching.ridge import Told
from knowledge.matching.weights import TRUST

STRANGERS = 0.25  # questions of no entry for each question of one
PULL = 10.0  # strength of what other indexes have learned, in questions

SHARPNESS = 12.0  # how fast the chance of the others falls with their distance from the best
NONE = 0.6  # weight of "none of these" among the others


@dataclass(frozen=True, slots=True)
class Trust:
    """`P = logistic(best * score + lead * lead over the next + base)`."""

    best: float
    lead: float
    base: float

    @classmethod
    def fit(cls, told: Told) -> "Trust":
        """Fit to what an index says of its own rows."""
        size = len(told.best)
        score = np.concatenate([told.best, told.stranger]).astype(np.float64)
        lead = np.concatenate([told.lead, told.stranger_lead]).astype(np.float64)
        right = np.concatenate([told.right, np.zeros(size, dtype=bool)]).astype(np.float64)
        weight = np.concatenate([np.ones(size), np.full(size, STRANGERS)])
        seen = np.stack([score, lead, np.ones(2 * size)], axis=1)
        prior = np.array(TRUST)
        scale = np.array([0.05, 0.05, 1.0])  # how much the three differ between indexes

        def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            z = seen @ w
            away = (w - prior) * scale
            value = float((weight * (np.logaddexp(0.0, z) - right * z)).sum())
            slope = seen.T @ (weight * (1.0 / (1.0 + np.exp(-z)) - right))
            return value + PULL * float(away @ away), slope + 2.0 * PULL * away * scale

        found = minimize(
            loss,
            prior,
            jac=True,
            method="L-BFGS-B",
            bounds=[(1.0, 40.0), (0.0, 40.0), (-15.0, 0.0)],
        )
        return cls(*(float(x) for x in found.x))

    def chances(
        self, scores: NDArray[np.float64], ranks: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the probability of each candidate to be the right one.

        `scores` are the ridge's; `ranks` are the same with the finer evidence added, and
        order the candidates. What the best leaves is shared out among the others.
        """
        top = int(ranks.argmax())
        behind = ranks - ranks[top]
        others = np.delete(behind, top)
        lead = -float(others.max()) if len(others) else float(scores[top])
        z = self.best * float(scores[top]) + self.lead * lead + self.base
        best = 1.0 / (1.0 + np.exp(-z))
        shares = np.exp(SHARPNESS * behind)
        shares[top] = 0.0
        found: NDArray[np.float64] = shares * ((1.0 - best) / (shares.sum() + NONE))
        found[top] = best
        return found
