"""The few numbers of the combiner, fitted by `benchmarks/fit.py`; data only."""

from knowledge.matching.core import PARTS

COMBINER: dict[str, float] = dict.fromkeys(PARTS, 0.0) | {
    "ridge": 9.0, "damped-mean": 1.5, "asked-covered": 1.0, "row-covered": 1.0,
    "sorted-ratio": 1.0, "question-word": 0.3, "question-word-clash": -0.3,
    "figures-shared": 1.5, "figures-clash": -3.0, "answer": 0.4, "same-words": 1.0,
    "same-language": 0.1,
}  # fmt: skip
