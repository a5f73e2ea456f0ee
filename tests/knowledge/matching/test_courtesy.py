import pytest

from knowledge.matching.text.courtesy import CourtesyTrimmer

PHRASES = CourtesyTrimmer([
    ("greeting", ["hola", "buenas", "good morning", "hi"]),
    ("thanks", ["gracias", "thanks", "Dios lo bendiga", "God bless you"]),
    ("filler", ["mire", "yo tengo una duda", "i'd like to know", "que"]),
])  # fmt: skip


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("hola buenas, mire yo tengo una duda, ¿cómo votaron?, gracias que Dios lo bendiga",
         "cómo votaron?"),
        ("Good morning! I’d like to know how they voted, thanks 🙏", "how they voted"),
        ("how they voted", "how they voted"),
        ("who says hi to the mayor", "who says hi to the mayor"),  # not at an end
        ("🙂 hola", ""),
        ("hola, gracias", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_courtesy_is_cut_off_both_ends(said: str, left: str) -> None:
    assert PHRASES.trim(said)[0] == left


def test_the_kinds_of_courtesy_are_told() -> None:
    assert PHRASES.trim("hola, una pregunta, gracias")[1] == ("greeting", "thanks")
