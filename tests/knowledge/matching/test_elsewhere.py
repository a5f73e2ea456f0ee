"""Names of other places, institutions and years: whole names only, and never our own town's."""

import pytest

from knowledge.matching.text.folding import tokenize
from knowledge.matching.text.proper_names import find_names, listed_names


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
    assert [(name.kind, " ".join(name.tokens)) for name in find_names(tokenize(text))] == found


def test_every_name_has_a_kind_and_is_written_as_questions_are_read() -> None:
    assert set(listed_names().values()) == {"place", "country", "institution", "personal"}
    odd = [name for name in listed_names() if tuple(tokenize(" ".join(name))) != name]
    assert odd == []
