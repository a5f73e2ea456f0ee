import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts import Html, MissingTextError, Texts
from knowledge.language import Language

TEXTS = Texts(strict=True)
OTHERS = [language for language in Language if language is not Language.EN]


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def messages(language: Language) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for file in (files("bot.texts") / language.value).iterdir():
        for part in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(part, ast.Message):
                assert part.id.name not in found, f"{part.id.name} is written twice"
                found[part.id.name] = part
    return found


def variables(message: ast.Message) -> set[str]:
    visitor = Variables()
    visitor.visit(message)
    return visitor.names


def parts(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    yield node
    for value in vars(node).values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, ast.BaseNode):
                yield from parts(inner)


def sample(language: Language, key: str) -> str:
    names = variables(messages(language)[key])
    return TEXTS.localizer(language).html(key, **dict.fromkeys(names, "x" * 40))


@pytest.mark.parametrize("language", OTHERS)
def test_every_key_exists_in_every_language(language: Language) -> None:
    assert set(messages(language)) == set(messages(Language.EN))


def test_no_text_refers_to_another() -> None:
    """A text is given the values that it names itself, so one that it referred to had none."""
    for language in Language:
        for key, message in messages(language).items():
            lent = {type(node) for node in parts(message)} & {
                ast.MessageReference,
                ast.TermReference,
            }
            assert lent == set(), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_takes_the_same_variables_in_every_language(language: Language) -> None:
    english, other = messages(Language.EN), messages(language)
    assert {key: variables(other[key]) for key in other} == {
        key: variables(english[key]) for key in other
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_the_same_tags_in_every_language(language: Language) -> None:
    def tags(spoken: Language, key: str) -> list[str]:
        return sorted(re.findall(r"</?\w+", sample(spoken, key)))

    keys = messages(Language.EN)
    assert {key: tags(language, key) for key in keys} == {
        key: tags(Language.EN, key) for key in keys
    }


@pytest.mark.parametrize("language", list(Language))
def test_every_text_fits_telegram(language: Language) -> None:
    longest = max(messages(language), key=lambda key: len(sample(language, key)))
    assert len(sample(language, longest)) < 4096


@pytest.mark.parametrize("language", list(Language))
def test_the_menu_fits_telegrams_limits(language: Language) -> None:
    voice = TEXTS.localizer(language)
    assert len(voice.label("profile-description")) <= 512
    assert len(voice.label("profile-short")) <= 120
    menus = [key for key in messages(language) if key.startswith("menu-")]
    assert all(3 <= len(voice.label(key)) <= 512 for key in menus)


def test_every_check_has_its_words_for_editors() -> None:
    told = re.compile(r"\b(?:Problem|problem|_conflict_problem)\(\s*\"([a-z-]+)\"")
    checks = {
        name
        for file in Path(str(files("knowledge.content") / "checks")).rglob("*.py")
        for name in told.findall(file.read_text(encoding="utf-8"))
    }
    assert len(checks) > 20
    assert {f"editors-check-{name}" for name in checks} <= set(messages(Language.EN))


def test_values_are_escaped_and_html_is_not() -> None:
    voice = TEXTS.localizer(Language.EN)
    assert "&lt;b&gt;" in voice.html("settings-language-unknown", given="<b>")
    assert "<b>x</b>" in voice.html("settings-language-unknown", given=Html("<b>x</b>"))


def test_a_long_value_comes_whole_and_never_as_a_hole_in_braces() -> None:
    for value in ("KW-" * 1300, "<" * 2500, Html("<b>x</b>" * 500)):
        for say in (TEXTS.localizer(Language.EN).html, TEXTS.localizer(Language.HT).label):
            said = say("settings-language-unknown", given=value)
            assert "{" not in said
            assert len(said) > len(value)


def test_plain_mode_has_no_emoji() -> None:
    voice = TEXTS.localizer(Language.EN, plain=True)
    assert voice.html("settings-language-unknown", given="🌴 a") == voice.html(
        "settings-language-unknown", given="a"
    )


def test_a_missing_key_and_a_missing_variable_are_named() -> None:
    voice = TEXTS.localizer(Language.HT)
    with pytest.raises(MissingTextError, match="no-such-key"):
        voice.html("no-such-key")
    with pytest.raises(MissingTextError, match="settings-language-unknown"):
        voice.html("settings-language-unknown")
