"""The few numbers of the combiner, fitted by `benchmarks/fit.py`; data only."""

from knowledge.matching.core import PARTS

COMBINER: dict[str, float] = dict.fromkeys(PARTS, 0.0) | {
    "ridge": 6.0, "chars-best": 2.0, "damped-best": 2.0, "stems-best": 2.0, "pairs-best": 1.0,
    "skips-best": 1.0, "chars-mean": 1.0, "damped-mean": 1.0, "stems-mean": 1.0,
    "asked-covered": 3.0, "row-covered": 1.5, "ratio": 1.0, "sorted-ratio": 1.0,
    "question-word": 0.4, "question-word-clash": -0.4, "figures-shared": 2.0,
    "figures-clash": -3.0, "answer": 0.5, "same-words": 2.0, "same-language": 0.2,
}  # fmt: skip
