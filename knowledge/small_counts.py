"""Counts of people's acts, told so that no small group can be read out of them."""

from collections.abc import Mapping


def merge_small_counts(counts: Mapping[str, int], floor: int) -> tuple[list[tuple[str, int]], int]:
    """Return the groups of at least `floor`, largest first, and what all others make together.

    The others are never fewer than `floor` either (the smallest group is folded in then): the sum
    of all is told, and a small rest could be reckoned from it.
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    large = [(name, count) for name, count in ordered if count >= floor]
    others = sum(counts.values()) - sum(count for _, count in large)
    while 0 < others < floor and large:
        others += large.pop()[1]
    return large, others
