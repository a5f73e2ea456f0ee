"""What wants an editor's eye this week."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeeklyReview:
    """Codes with the day (ISO) they were due, codes behind their English, questions waiting."""

    review: tuple[tuple[str, str], ...]
    overtaken: tuple[tuple[str, str], ...]  # written before a meeting that has been held
    off: tuple[tuple[str, str], ...]  # written before a meeting that was called off
    behind: tuple[str, ...]
    waiting: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is due."""
        return not (self.review or self.overtaken or self.off or self.behind or self.waiting)
