"""Finding a person's keywords in agenda items, whole words only."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from knowledge.alerts.alert import SUBJECT, Match
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.raw import AgendaItem

_WORD = re.compile(r"\w+")


@lru_cache(8192)  # the same titles are looked through for every message about a meeting
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: "287(g)" gives ("287", "g")."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def subject_item(meeting: Meeting) -> AgendaItem:
    """Return a meeting's subject as an item, so that words are looked for in it alike."""
    return AgendaItem(SUBJECT, meeting.subject)


def readable(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return what there is to read about a meeting now: its subject and its agenda's items."""
    subject = (subject_item(meeting),) if meeting.subject else ()
    return (*subject, *(meeting.agenda.items if meeting.agenda.is_available else ()))


def issue_words(lists: Iterable[str]) -> tuple[str, ...]:
    """Return the words of the bot's own subject from the lists editors keep: `name = a | b`."""
    found = [word.strip() for line in lists for word in line.partition("=")[2].split("|")]
    return tuple(dict.fromkeys(word for word in found if word))


ISSUE_WORDS = "issue-words"
"""The code of the document (a scope) that holds the words of the bot's own subject."""


def find_matches(
    keywords: Iterable[str], items: Iterable[AgendaItem], city: City, *, is_issue: bool = False
) -> tuple[Match, ...]:
    """Return which keyword stands in which item, at most once per pair.

    A short keyword in capitals ("ICE") is a name: it matches capitals only, unless the whole
    title is in capitals; there a word of the bot's own subject does not match, since everybody
    would hear of an "ICE MACHINE". The city's synonyms carry a keyword into the language of the
    agenda.
    """
    items = tuple(items)
    found = []
    for keyword in keywords:
        forms = [words_of(keyword)] if is_issue else _forms(keyword, city)
        is_name = len(keyword) <= 5 and keyword.isalpha() and keyword.isupper()
        for item in items:
            title = item.title
            if is_name and title.isupper() and is_issue:
                continue
            if is_name and not title.isupper():
                if re.search(rf"\b{re.escape(keyword)}\b", title):
                    found.append(Match(keyword, item, is_issue))
            elif any(_holds(words_of(title), form) for form in forms):
                found.append(Match(keyword, item, is_issue))
    return tuple(found)


def _forms(keyword: str, city: City) -> list[tuple[str, ...]]:
    """Return a keyword and its synonyms as words."""
    own = words_of(keyword)
    same = [
        words_of(word)
        for group in city.synonyms
        if own in {words_of(word) for word in group}
        for word in group
    ]
    return [form for form in (own, *same) if form]


def _holds(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Tell whether the words stand one after the other in a text."""
    size = len(form)
    return any(words[at : at + size] == form for at in range(len(words) - size + 1))
