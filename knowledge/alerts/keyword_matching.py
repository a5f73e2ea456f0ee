"""Finding a person's keywords in agenda items, whole words only."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.alerts.alert import SUBJECT_SEQUENCE, KeywordMatch
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.raw_records import AgendaItem

_WORD = re.compile(r"\w+")


@lru_cache(8192)  # the same titles are looked through for every message about a meeting
def folded_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: "501(c)" gives ("501", "c")."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def subject_item(meeting: Meeting) -> AgendaItem:
    """Return a meeting's subject as an item, so that words are looked for in it alike."""
    return AgendaItem(SUBJECT_SEQUENCE, meeting.subject)


def readable_items(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return what there is to read about a meeting now: its subject and its agenda's items."""
    subject = (subject_item(meeting),) if meeting.subject else ()
    return (*subject, *(meeting.agenda.items if meeting.agenda.is_available else ()))


ISSUE_WORDS = "issue-words"
"""The code of the document (a scope) that holds the words of the bot's own subject."""
_EXCLUSION_SUFFIX = (
    "-not"  # ends the name of a list of phrases in which such a word means something else
)


@dataclass(frozen=True, slots=True)
class Issue:
    """The bot's own subject: its words, and phrases in which these mean something else."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def read_issue(lists: Iterable[str]) -> Issue:
    """Return the bot's own subject from the lists that editors keep: `en-issue = a | b`.

    A list whose name ends in "-not" holds what is not meant: `en-issue-not = ice machine`.
    """
    words, without = list[str](), list[str]()
    for line in lists:
        name, _, listed = line.partition("=")
        found = without if name.strip().endswith(_EXCLUSION_SUFFIX) else words
        found += [phrase for part in listed.split("|") if (phrase := " ".join(part.split()))]
    return Issue(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(without)))


def find_issue(issue: Issue, items: Iterable[AgendaItem]) -> tuple[KeywordMatch, ...]:
    """Return which word of the bot's own subject stands in which item, at most once per pair.

    The words are looked for as they are written; a town whose clerk types in capitals may get a
    needless alert for a phrase that is not in `without`, but misses none.
    """
    return tuple(
        KeywordMatch(keyword, item, is_issue=True)
        for item in items
        for keyword in issue.words
        if _keyword_stands(
            keyword, [folded_words(keyword)], _without_phrases(item.title, issue.without)
        )
    )


@lru_cache(1024)
def _without_phrases(title: str, without: tuple[str, ...]) -> str:
    """Return a title without the phrases in which a word means something else."""
    for phrase in without:
        title = re.sub(rf"\b{re.escape(phrase)}\b", " ", title, flags=re.IGNORECASE)
    return title


def find_matches(
    keywords: Iterable[str], items: Iterable[AgendaItem], city: City
) -> tuple[KeywordMatch, ...]:
    """Return which keyword stands in which item, at most once per pair.

    The city's synonyms carry a keyword into the language of the agenda.
    """
    items = tuple(items)
    return tuple(
        KeywordMatch(keyword, item)
        for keyword in keywords
        for item in items
        if _keyword_stands(keyword, _keyword_forms(keyword, city), item.title)
    )


def _keyword_stands(keyword: str, forms: Iterable[tuple[str, ...]], title: str) -> bool:
    """Tell whether a keyword stands in a title, in one of these forms.

    A short keyword in capitals ("ICE") is a name: it matches capitals only, unless the whole
    title is in capitals.
    """
    is_name = len(keyword) <= 5 and keyword.isalpha() and keyword.isupper()
    if is_name and not title.isupper():
        return bool(re.search(rf"\b{re.escape(keyword)}\b", title))
    return any(_holds_phrase(folded_words(title), form) for form in forms)


def _keyword_forms(keyword: str, city: City) -> list[tuple[str, ...]]:
    """Return a keyword and its synonyms as words."""
    own = folded_words(keyword)
    same = [
        folded_words(word)
        for group in city.synonyms
        if own in {folded_words(word) for word in group}
        for word in group
    ]
    return [form for form in (own, *same) if form]


def _holds_phrase(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Tell whether the words stand one after the other in a text."""
    size = len(form)
    return size > 0 and any(words[at : at + size] == form for at in range(len(words) - size + 1))
