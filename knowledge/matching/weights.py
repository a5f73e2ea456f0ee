"""The few numbers of the matcher, fitted by `benchmarks/fit.py`; data only."""

# How signs become a probability before an index has asked itself: per unit of score, of lead
# over the runner-up, of question weight explained and not explained, and the base. See `trust.py`.
TRUST = (6.0, 4.0, 0.8, -0.8, -3.0)

# What is added to the ridge's score of an entry, per unit of each part of the evidence. Set by
# hand: on the bank these change few answers, but a wrong date must never win. Whole-string
# ratios, answer text and language were tried here and changed nothing, as the
# ridge already holds what they tell; the answer's words have their say in `cover.py`.
COMBINER: dict[str, float] = {
    "ridge": 1.0,
    "figures-shared": 0.10,
    "figures-clash": -0.30,
    "same-words": 0.50,
    "asks-alike": 0.03,  # who, when, why …
}

# How the shipped base tells whether its best entry is meant; see `signs.py`. Fitted.
CURVE: dict[str, float] = {
    "lead": 3.30,
    "lead-entries": 3.92,
    "scope": -4.59,
    "inside": 0.90,
    "outside": -0.84,
    "hit": 0.82,
    "share": -3.13,
    "row-miss": 1.01,
    "clash": -1.05,
    "figures": 1.30,
    "telling": -0.26,
    "words": 0.11,
    "base": -1.10,
}

# The self-trust of the shipped base, found once, by which its scope classes are judged.
TOWN_TRUST = (2.5, 3.9, 0.8, -0.7, -2.4)
