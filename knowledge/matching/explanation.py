"""Why a question got its verdict, for editors and developers."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How one entry or scope class scored."""

    code: str
    phrasing: str  # the text of ours that was nearest
    chance: float
    parts: Mapping[str, float]  # what each part of the evidence added to the score, by name


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict and everything it rests on, best first."""

    verdict: Verdict
    folded: str
    tokens: tuple[str, ...]
    mended: tuple[tuple[str, str], ...]  # (as typed, as read)
    aligned: tuple[tuple[str, str], ...]  # (word asked, word of the nearest phrasing)
    reckonings: tuple[Reckoning, ...]
    explained: float  # telling weight of the question that the best explains
    unexplained: float
    signs: Mapping[str, float]  # what the probability of the best entry rests on, by name
    rule: str  # clear, crowded, near, far, scope, follow-up, part, stop words

    @property
    def runner_up(self) -> Reckoning | None:
        """Return the second best, if there is one."""
        return self.reckonings[1] if len(self.reckonings) > 1 else None
