"""Why a question got its verdict, for editors and developers."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class CandidateExplanation:
    """How one entry or scope class scored."""

    code: str
    phrasing: str  # the text of ours that was nearest
    probability: float
    features: Mapping[str, float]  # what is known of it, by name (see `candidate_features.py`)
    contributions: Mapping[str, float]  # what each of them adds to the log-odds


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict and everything it rests on, best first."""

    verdict: Verdict
    folded: str
    tokens: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]  # (as typed, as read)
    candidates: tuple[CandidateExplanation, ...]
    figures: tuple[float, ...]  # of the whole list (`list_clearness`); empty if a rule judged it
    rule: str  # clear, crowded, near, far, scope, follow-up, part, stop words
