"""Checks of the alias table, the replies to other matters, topics and the timeline."""

from collections.abc import Iterator
from datetime import date

from knowledge.content.checks.phrasing_claims import fold_phrasing
from knowledge.content.checks.problem import Problem
from knowledge.content.checks.sourcing import quoting
from knowledge.content.checks.sourcing.dating import event_dated
from knowledge.content.checks.wording.html_markup import reply_html_valid
from knowledge.content.documents import ScopeDocument, TimelineEvent, Topic
from knowledge.content.faq_base import FaqBase
from knowledge.content.plain_text import fill_known_quotes, html_to_text
from knowledge.language import Language

MAX_EVENT_LENGTH = 110


def aliases_unambiguous(base: FaqBase) -> Iterator[Problem]:
    """No alias stands for two words in one language."""
    meanings: dict[tuple[str, Language], dict[str, str]] = {}
    for alias in base.aliases.values():
        languages = [alias.language] if alias.language else base.town.languages
        for says in alias.says:
            for language in languages:
                meanings.setdefault((fold_phrasing(says), language), {})[
                    fold_phrasing(alias.means)
                ] = alias.code
    told: set[tuple[str, frozenset[str]]] = set()
    for (says, language), means in meanings.items():
        codes = frozenset(means.values())
        if len(means) > 1 and (says, codes) not in told:
            told.add((says, codes))
            yield Problem(
                "alias",
                f"alias {min(codes)}",
                f"'{says}' means both {' and '.join(sorted(means))}; keep one",
                language=language,
            )


def scope_complete(base: FaqBase, scope: ScopeDocument) -> Iterator[Problem]:
    """A class of other matters has examples, and its reply is whole in every language or none."""
    where = f"scope {scope.code}"
    said = [language for language in base.town.languages if scope.reply.get(language)]
    for language in base.town.languages:
        text = scope.reply.get(language, "")
        if said and not text:
            yield Problem("language", where, "has no reply in this language", language=language)
        for says in quoting.quote_faults(text, base):
            yield Problem("quote", where, f"its reply {says}", language=language)
        yield from reply_html_valid(where, text, language)
        if not scope.examples.get(language) and not any(scope.lists.values()):
            yield Problem(
                "language", where, "has no example in this language; write some", language=language
            )


def topic_named(base: FaqBase, topic: Topic) -> Iterator[Problem]:
    """A topic has a name in every language."""
    for language in base.town.languages:
        if not topic.name.get(language):
            yield Problem(
                "language",
                f"topic {topic.code}",
                "has no name in this language; write it",
                language=language,
            )


def event_complete(base: FaqBase, event: TimelineEvent, today: date) -> Iterator[Problem]:
    """An event is dated, short, told in every language, and rests on facts and an entry."""
    where = f"event {event.code}"
    yield from event_dated(event.code, event.on, today)
    for code in event.facts:
        if code not in base.facts:
            yield Problem("unknown-fact", where, f"cites {code}, which is not in the base; add it")
    if not event.facts:
        yield Problem("unknown-fact", where, "cites no fact; name the one it rests on")
    if event.entry not in base.entries:
        yield Problem("related", where, f"leads to '{event.entry}', which is no entry; name one")
    for language in base.town.languages:
        text = event.says.get(language, "")
        if not text:
            yield Problem("language", where, "is not told in this language", language=language)
        for says in quoting.quote_faults(text, base):
            yield Problem("quote", where, says, language=language)
        yield from reply_html_valid(where, text, language)
        length = len(html_to_text(fill_known_quotes(text, base.values, language)))
        if length > MAX_EVENT_LENGTH:
            yield Problem(
                "length",
                where,
                f"is {length} characters long; say it in {MAX_EVENT_LENGTH}",
                language=language,
            )
