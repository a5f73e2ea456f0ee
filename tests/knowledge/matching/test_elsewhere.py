"""Names of other places, institutions and years: whole names only, and never our own town's."""

import pytest

from knowledge.matching.elsewhere import KINDS, named, names
from knowledge.matching.folding import tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("does Las Vegas do this", [("place", "las vegas")]),
        ("la policía de Nueva York firmó", [("place", "nueva york")]),
        ("polis Pòtoprens lan", [("place", "potoprens")]),
        ("in Key Largo in 2017", [("place", "key largo"), ("year", "2017")]),
        ("mi primo en Honduras", [("country", "honduras")]),
        ("can the hospital call ICE", [("institution", "hospital")]),
        ("how old is the mayor, what age", [("personal", "age")]),
        ("the Key West police in Monroe County", []),
        ("how do vegetables vote", []),
    ],
)
def test_a_name_is_found_whole(text: str, found: list[tuple[str, str]]) -> None:
    assert [(name.kind, " ".join(name.tokens)) for name in named(tokens(text))] == found


def test_every_name_has_a_kind_and_is_written_as_questions_are_read() -> None:
    assert set(names().values()) == set(KINDS) - {"year"}
    odd = [name for name in names() if tuple(tokens(" ".join(name))) != name]
    assert odd == []
