"""A sentence encoder with the judgement that was fitted with it: they only serve together."""

from dataclasses import dataclass

from knowledge.matching.decision.combiner import Combiner
from knowledge.matching.decision.thresholds import ThresholdPolicy
from knowledge.matching.evidence.row_vectors import SentenceEncoder


@dataclass(frozen=True, slots=True)
class SemanticModel:
    """What an index uses instead of the combiner and the policy that come with the matcher."""

    encoder: SentenceEncoder
    combiner: Combiner
    policy: ThresholdPolicy
