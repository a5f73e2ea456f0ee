"""The few numbers of the matcher, fitted by `benchmarks/fit.py`; data only."""

# How a score becomes a probability before an index has asked itself: per unit of score, per
# unit of lead over the runner-up, and the base. See `trust.py`.
TRUST = (9.0, 6.0, -3.5)

# What is added to the ridge's score of an entry, per unit of each part of the evidence.
COMBINER: dict[str, float] = {
    "ridge": 1.0,
    "damped-mean": 0.10,
    "asked-covered": 0.0,
    "row-covered": 0.06,
    "sorted-ratio": 0.12,
    "question-word": 0.03,
    "question-word-clash": -0.03,
    "figures-shared": 0.15,
    "figures-clash": -0.35,
    "answer": 0.05,
    "same-words": 0.10,
    "same-language": 0.01,
}
