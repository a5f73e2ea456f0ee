"""From a question to an entry, or to an honest "I do not know"; pure arithmetic on text."""

from knowledge.matching.decision.thresholds import Threshold, ThresholdPolicy
from knowledge.matching.faq_index import FaqIndex
from knowledge.matching.index_inputs import IndexedAlias, IndexedEntry, IndexedWording, ScopeClass

__all__ = [
    "FaqIndex",
    "IndexedAlias",
    "IndexedEntry",
    "IndexedWording",
    "ScopeClass",
    "Threshold",
    "ThresholdPolicy",
]
