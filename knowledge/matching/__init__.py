"""From a question to an entry, or to an honest "I do not know"; pure arithmetic on text."""

from knowledge.matching.index import FaqIndex
from knowledge.matching.inputs import Alias, Indexed, IndexedWording, ScopeClass
from knowledge.matching.policy import Policy, Threshold

__all__ = [
    "Alias",
    "FaqIndex",
    "Indexed",
    "IndexedWording",
    "Policy",
    "ScopeClass",
    "Threshold",
]
