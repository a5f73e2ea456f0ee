"""The words of the bot's own subject, as editors keep them: what is meant and what is not."""

from functools import cache

import pytest

from knowledge import seed
from knowledge.alerts.keyword_matching import ISSUE_WORDS, Issue, find_issue, read_issue
from knowledge.content.documents import DocumentKind
from knowledge.meetings.raw_records import AgendaItem


@cache
def shipped() -> Issue:
    lists = seed.shipped_documents()[DocumentKind.SCOPE, ISSUE_WORDS]["lists"]
    return read_issue([line for lines in lists.values() for line in lines])


def first(title: str, issue: Issue | None = None) -> str:
    found = find_issue(shipped() if issue is None else issue, [AgendaItem(1, title, "1")])
    return found[0].keyword if found else ""


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Rescinding the 287(g) agreement", "287(g)"),
        ("RESOLUTION 25-101: 287G PROGRAM", "287g"),
        ("Presentation by ICE", "ICE"),
        ("ICE UPDATE", "ICE"),
        ("U.S. Immigration and Customs Enforcement", "immigration"),
        ("Immigrants' rights training", "immigrants"),
        ("Void the police agreement", "police agreement"),
        ("Acuerdo con ICE", "ICE"),
        ("DEPORTACIONES Y LA POLICÍA", "deportaciones"),
        ("Akò lapolis la", "akò lapolis"),
    ],
)
def test_what_is_meant_is_found_in_each_language(title, word):
    assert first(title) == word


@pytest.mark.parametrize(
    "title",
    [
        "ICE MACHINE REPLACEMENT",
        "Ice cream vendor at Higgs Beach",
        "ICE Rink for the holidays",
        "Notice of public hearing",
        "Police officers' pension plan",
        "Lease 2870 G Street",
        "Service and office agreement",
    ],
)
def test_what_only_looks_like_it_is_not(title):
    assert first(title) == ""


def test_another_mention_beside_an_exception_counts():
    assert first("ICE MACHINE; AGREEMENT WITH ICE") == "ICE"


def test_odd_lists_find_nothing_rather_than_everything():
    for lists in ([], [""], ["en-issue ="], ["en-issue = | ( ) | ..."], ["no equals sign"]):
        assert first("Budget amendment", read_issue(lists)) == ""
