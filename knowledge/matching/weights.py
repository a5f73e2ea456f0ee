"""The few numbers of the matcher, fitted by `benchmarks/fit.py`; data only."""

# How a score becomes a probability before an index has asked itself: per unit of score, per
# unit of lead over the runner-up, and the base. See `trust.py`.
TRUST = (9.0, 6.0, -3.5)

# What is added to the ridge's score of an entry, per unit of each part of the evidence.
COMBINER: dict[str, float] = {
    "ridge": 1.0,
    "sorted-ratio": 0.04,
    "question-word": 0.02,
    "figures-shared": 0.10,
    "figures-clash": -0.30,
    "answer": 0.05,
    "same-words": 0.10,
    "same-language": 0.01,
}
