"""How clear it is that the likeliest entry is right: a second look, at the whole list.

The combiner judges every candidate by itself. Whether the best of them may be shown depends on
the others too: an entry that people take for it, a class that fits as well, a list where much is
somewhat likely. Small trees of the same kind, with figures as plain, tell how often the likeliest
entry of such a list was a right one; of two entries that both answer, either is.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.evidence.candidate_features import FEATURES

# Name of each figure of a list, and whether more of it speaks for (1) or against (-1) showing.
_LIST_FEATURES: dict[str, int] = {
    "chance": 1,  # of the likeliest entry, as log-odds
    "runner-up": 0,  # that of the next entry, as log-odds
    "chance-lead": 1,  # the likeliest entry's before it
    "third": 0,  # that of the third, as log-odds
    "silent": -1,  # chance of the likeliest class without a reply
    "speaking": -1,  # chance of the likeliest class with one
    "class-lead": 1,  # the likeliest entry's log-odds before the likeliest class's
    "entries": 0,  # chances of all entries, added
    "classes": -1,  # chances of all classes, added
}
_SAME_FOR_ALL = frozenset({"entry", "inside", "outside", "telling", "words", "unknown"})
MIN_CHANCE, MAX_CHANCE = 1e-4, 0.999  # log-odds are of a chance between


def clearness_features(features: Mapping[str, int] = FEATURES) -> dict[str, int]:
    """Return the figures of a list whose candidates have some features.

    Beside those of the chances they are what each feature of the likeliest entry is ahead of the
    next entry's, where candidates of one question differ in it.
    """
    ahead = {f"{name}-ahead": sign for name, sign in features.items() if name not in _SAME_FOR_ALL}
    return _LIST_FEATURES | ahead


def clearness_row(
    chances: NDArray[np.float64],
    table: NDArray[np.float64],
    entries: NDArray[np.bool_],
    silent: NDArray[np.bool_],
    features: tuple[str, ...],
) -> NDArray[np.float64]:
    """Return the row of `clearness_features` of a list: chances and features of some candidates.

    `entries` and `silent` tell which are entries, and which classes without a reply; there must
    be an entry.
    """
    order = (-np.where(entries, chances, -1.0)).argsort(kind="stable")[: int(entries.sum())]
    others, silent_others = chances[~entries], silent[~entries]
    likeliest = np.zeros(4)
    likeliest[: len(order[:3])] = chances[order[:3]]
    likeliest[3] = others.max(initial=0.0)
    best, runner_up, third, other = _log_odds(likeliest).tolist()
    next_best = table[order[1]] if len(order) > 1 else 0.0
    ahead = (table[order[0]] - next_best).tolist()
    return np.array(
        [
            best,
            runner_up,
            best - runner_up,
            third,
            others[silent_others].max(initial=0.0),
            others[~silent_others].max(initial=0.0),
            best - other,
            chances[entries].sum(),
            others.sum(),
            *(
                step
                for name, step in zip(features, ahead, strict=True)
                if name not in _SAME_FOR_ALL
            ),
        ]
    )


def _log_odds(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    bounded = np.minimum(np.maximum(chances, MIN_CHANCE), MAX_CHANCE)
    found: NDArray[np.float64] = np.log(bounded / (1.0 - bounded))
    return found
