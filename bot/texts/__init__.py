"""The bot's messages by key, in the town's languages; knows no handler and no Telegram.

One folder a language, one Fluent file a subject. What differs from town to town stands in them as
`{ $town-… }` and is filled in from `town.toml`. `cards` composes whole messages from these keys.
"""

import html
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import MAX_PART_LENGTH
from fluent.runtime.types import FluentType
from fluent.syntax import ast as syntax
from fluent.syntax.visitor import Visitor

from knowledge import dates
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.meetings.text.body_names import slug_of
from knowledge.town import Town
from knowledge.town.town_folder import shipped_town

logger = logging.getLogger(__name__)

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]+ ?")


class MissingTextError(CivicBotError):
    """A text key or one of its variables does not exist."""


class Html(str):
    """Text that already is Telegram HTML and must not be escaped again."""

    __slots__ = ()


class _LongText(str, FluentType):
    """A text longer than Fluent lets through as it is: it would write `{???}` instead.

    Source: fluent.runtime.resolver, MAX_PART_LENGTH (2,500), which spares its own types.
    """

    __slots__ = ()

    def format(self, *_locale: object) -> "_LongText":  # type: ignore[override]  # untyped there
        """Return the text whole, and still of its own type: it is looked at twice."""
        return self


def escape_html(value: object) -> object:
    """Return a value safe inside Telegram HTML; numbers and `Html` pass unchanged."""
    if not isinstance(value, str):
        return value
    text = value if isinstance(value, Html) else html.escape(value, quote=True)
    return _LongText(text) if len(text) > MAX_PART_LENGTH else text


@cache  # parsing takes a while, and a bundle is only read
def _load_bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([language.value], use_isolating=False)
    for file in sorted((files(__name__) / language.value).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".ftl"):
            resource = FluentResource(file.read_text(encoding="utf-8"))
            for part in resource.body:
                if isinstance(part, syntax.Junk):
                    raise MissingTextError(
                        f"{language}/{file.name}: cannot read “{(part.content or '')[:60]}”"
                    )
            bundle.add_resource(resource)
    return bundle


class _ValueNames(Visitor):
    """Collects the names of the values that a message names."""

    def __init__(self) -> None:
        self.names = set[str]()

    def visit_VariableReference(self, node: syntax.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def _value_names(language: Language, key: str) -> frozenset[str]:
    """Return the names of the values that a message needs, few of the many that it may have.

    No text of ours refers to another one, whose values it would need too.
    """
    found = _ValueNames()
    found.visit(_load_bundle(language)._messages[key])
    return frozenset(found.names)


@dataclass(frozen=True)
class Localizer:
    """The texts in one person's language, and in their manner."""

    language: Language
    plain: bool
    texts: "Texts"

    def html(self, key: str, **values: object) -> str:
        """Return a message as Telegram HTML, its values escaped."""
        town = self.texts.town_values(self.language)
        return self._in_manner(self.texts.format_message(self.language, key, {**town, **values}))

    def label(self, key: str, **values: object) -> str:
        """Return a message as plain text, for a button or a menu."""
        raw = {
            name: Html(value) if isinstance(value, str) else value
            for name, value in {**self.texts.town_values(self.language), **values}.items()
        }
        return self._in_manner(self.texts.format_message(self.language, key, raw))

    @property
    def town(self) -> Town:
        """The town that is spoken of."""
        return self.texts.town

    def date_text(self, on: date) -> str:
        """Write a date in this language."""
        return dates.format_day(on, self.language)

    def _in_manner(self, text: str) -> str:
        return _EMOJI.sub("", text) if self.plain else text


class Texts:
    """Every message, in every language of a town; without one, of the town that ships."""

    def __init__(self, town: Town | None = None, *, strict: bool = False) -> None:
        """Load the languages; strict raises on a missing variable instead of logging it."""
        self.town = town or shipped_town()
        self._bundles = {language: _load_bundle(language) for language in self.town.languages}
        self._strict = strict
        self._town_values: dict[Language, Mapping[str, object]] = {}

    def town_values(self, language: Language) -> Mapping[str, object]:
        """Return what texts say of the town, by the names they call it."""
        if language not in self._town_values:
            self._town_values[language] = dict(self._build_town_values(language))
        return self._town_values[language]

    def _build_town_values(self, language: Language) -> Iterable[tuple[str, object]]:
        town = self.town
        yield from ((f"town-{name}", said) for name, said in town.phrases[language].items())
        for name, said in zip(("", "2", "3"), town.questions[language], strict=True):
            yield f"town-question{name}", said
        yield "town-example", town.codes.format_code(town.example)
        yield "town-keyword", town.keyword
        chat = [body.name for body in town.city.bodies if not body.is_hidden] or [town.name]
        yield "town-body", chat[0]
        yield "town-body-slug", slug_of(chat[0])
        yield "town-body2", chat[1] if len(chat) > 1 else chat[0]
        yield "town-count", len(town.languages)

        def named(key: str) -> list[str]:
            return [self.format_message(language, f"{key}-{tag}", {}) for tag in town.languages]

        yield "town-languages", ", ".join(named("language-short"))
        yield "town-tongues", self._or_list(language, named("language-of"))
        commands = [f"/language {tag}" for tag in town.languages]
        yield "town-commands", self._or_list(language, commands)

    def _or_list(self, language: Language, parts: Sequence[str]) -> str:
        if len(parts) == 1:
            return parts[0]
        values: dict[str, object] = {"most": ", ".join(parts[:-1]), "last": parts[-1]}
        return self.format_message(language, "language-or", values)

    def localizer(self, language: Language, *, plain: bool = False) -> Localizer:
        """Return the texts in one language."""
        return Localizer(language, plain, self)

    def format_message(self, language: Language, key: str, values: dict[str, object]) -> str:
        """Return one message; a language that lacks it falls back to the town's first.

        Raises MissingTextError if no language has the key, and on any other fault when strict.
        """
        for spoken in dict.fromkeys((language, self.town.language)):
            bundle = self._bundles[spoken]
            if not bundle.has_message(key):
                continue
            pattern = bundle.get_message(key).value
            if pattern is None:
                continue
            needed = _value_names(spoken, key) & values.keys()
            given = {name: escape_html(values[name]) for name in needed}
            text, errors = bundle.format_pattern(pattern, given)
            if errors:
                self._report_missing(f"text '{key}' in {spoken}: {errors[0]}")
            return str(text)
        raise MissingTextError(f"there is no text '{key}'; add it to bot/texts/{language}")

    def _report_missing(self, message: str) -> None:
        if self._strict:
            raise MissingTextError(message)
        logger.error("%s", message)

    def message_keys(self, language: Language) -> set[str]:
        """Return every key a language has."""
        return set(self._bundles[language]._messages)
