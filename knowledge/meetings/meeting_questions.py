"""What a question about coming meetings asks for: which body, which day or month, the agenda."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge.matching.text.figures import is_day_token
from knowledge.matching.text.folding import tokenize
from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.text.body_names import slug_of

_RELATIVE_DAYS = {
    0: frozenset({"today", "tonight", "hoy", "jodia", "aswea"}),
    1: frozenset({"tomorrow", "manana", "demen"}),
}
_AGENDA_WORDS = frozenset(
    {"agenda", "agendas", "ajanda", "ordre", "orden", "temario", "lodjoujou"}
)
_COMMON_BODY_WORDS = frozenset({"board", "commission", "committee", "agency", "and", "the"})
_MONTH_TOKEN_LENGTH = len("@06")


@dataclass(frozen=True, slots=True)
class MeetingQuestion:
    """Limits that a question sets; an empty one asks for the next meeting of any body."""

    bodies: frozenset[str] = frozenset()  # slugs
    days: frozenset[tuple[int, int]] = frozenset()  # (month, day)
    months: frozenset[int] = frozenset()
    agenda: bool = False

    @property
    def is_unlimited(self) -> bool:
        """Tell whether no body, day or month was named."""
        return not (self.bodies or self.days or self.months)

    def includes(self, meeting: Meeting) -> bool:
        """Tell whether a meeting is within the limits."""
        on = meeting.local_date
        if self.bodies and meeting.body_slug not in self.bodies:
            return False
        if self.days or self.months:
            return (on.month, on.day) in self.days or on.month in self.months
        return True


def parse_meeting_question(
    text: str, names: Mapping[str, str], today: date, here: str = ""
) -> MeetingQuestion:
    """Read a question about meetings; `names` are {slug: name} of the bodies there are.

    The words of the town's own name (`here`) tell no body from another.

    A body is named by its whole name, or by the word of it that no other body has ("planning").
    """
    said = tokenize(text)
    words = set(said)
    joined = {f"{a}{b}" for a, b in pairwise(said)}
    days = {(int(t[1:3]), int(t[3:5])) for t in said if is_day_token(t)}
    for ahead, spoken in _RELATIVE_DAYS.items():
        if spoken & (words | joined):
            on = today + timedelta(days=ahead)
            days.add((on.month, on.day))
    return MeetingQuestion(
        bodies=frozenset(_named_bodies(words, said, names, set(tokenize(here)))),
        days=frozenset(days),
        months=frozenset(
            int(t[1:3]) for t in said if t[0] == "@" and len(t) == _MONTH_TOKEN_LENGTH
        ),
        agenda=bool(_AGENDA_WORDS & (words | joined)),
    )


def _named_bodies(
    words: set[str], said: list[str], names: Mapping[str, str], here: set[str]
) -> Iterable[str]:
    whole = f"-{slug_of(' '.join(said))}-"
    dress = _COMMON_BODY_WORDS | ALL_STOP_WORDS | here
    telling = {slug: set(tokenize(name)) - dress for slug, name in names.items()}
    for slug, name in names.items():
        others = set().union(*(t for other, t in telling.items() if other != slug))
        if f"-{slug_of(name)}-" in whole or (telling[slug] - others) & words:
            yield slug
