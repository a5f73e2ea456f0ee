"""A sentence encoder with the judgement that was fitted with it: they only serve together."""

from dataclasses import dataclass

from knowledge.matching.combiner import Combiner
from knowledge.matching.meaning import Encoder
from knowledge.matching.policy import Policy


@dataclass(frozen=True, slots=True)
class Semantics:
    """What an index uses instead of the combiner and the policy that come with the matcher."""

    encoder: Encoder
    combiner: Combiner
    policy: Policy
