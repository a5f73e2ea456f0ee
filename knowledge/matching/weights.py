"""The few numbers of the matcher, fitted by `benchmarks/fit.py`; data only."""

# How signs become a probability before an index has asked itself: per unit of score, of lead
# over the runner-up, of question weight explained and not explained, and the base. See `trust.py`.
TRUST = (6.0, 4.0, 0.8, -0.8, -3.0)

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
