"""A release's text beside the editors': what differs, what is proposed, what both means."""

import pytest

from knowledge.content.documents import Kind
from knowledge.editing.changes import changed
from knowledge.editing.releases import (
    Choice,
    alike,
    choose,
    chosen,
    differences,
    merged,
)
from knowledge.language import Language
from tests.town import documents

BODIES = documents()
ENTRY = BODIES[Kind.ENTRY, "KW-1"]


def english(body: dict, **parts: object) -> dict:
    return {**body, "en": {**body["en"], **parts}}


def test_only_what_the_release_changed_is_to_be_decided() -> None:
    ours = english(ENTRY, short="Ours.")
    theirs = english(ENTRY, detail="Theirs.")
    [one] = differences(Kind.ENTRY, ENTRY, ours, theirs)
    assert (one.field.name, one.language, one.is_clash) == ("detail", Language.EN, False)
    body = merged(Kind.ENTRY, ours, [one])
    assert (body["en"]["short"], body["en"]["detail"]) == ("Ours.", "Theirs.")


def test_a_text_that_both_changed_stays_ours_until_somebody_chooses() -> None:
    ours, theirs = english(ENTRY, short="Ours."), english(ENTRY, short="Theirs.")
    [one] = differences(Kind.ENTRY, ENTRY, ours, theirs)
    assert one.is_clash
    assert one.proposed is Choice.OURS
    assert merged(Kind.ENTRY, ours, [one]) == ours
    for choice, text in (
        (Choice.THEIRS, "Theirs."), (Choice.OURS, "Ours."), (Choice.BOTH, "Ours.\n\nTheirs."),
    ):  # fmt: skip
        body = choose(Kind.ENTRY, ours, one, choice)
        assert body["en"]["short"] == text
        assert chosen(Kind.ENTRY, body, one) is choice
    assert chosen(Kind.ENTRY, english(ENTRY, short="New."), one) is None


def test_lists_that_both_changed_are_united() -> None:
    asked = ENTRY["en"]["phrasings"]
    ours = english(ENTRY, phrasings=[*asked, "ours"])
    theirs = english(ENTRY, phrasings=[*asked[1:], "theirs"])
    [one] = differences(Kind.ENTRY, ENTRY, ours, theirs)
    assert one.proposed is Choice.BOTH
    assert merged(Kind.ENTRY, ours, [one])["en"]["phrasings"] == [*asked, "ours", "theirs"]


def test_values_that_both_changed_are_united_each_by_itself() -> None:
    fact = BODIES[Kind.FACT, "F1"]
    vote = {"kind": "vote", "yes": 5, "no": 1}
    clerk = {"kind": "url", "value": "https://new.example"}
    new = {"kind": "number", "value": 7}
    ours = {**fact, "values": {**fact["values"], "vote_first": vote}}
    theirs = {**fact, "values": {**fact["values"], "url_city_clerk": clerk, "seats": new}}
    [one] = differences(Kind.FACT, fact, ours, theirs)
    both = merged(Kind.FACT, ours, [one])["values"]
    assert both["vote_first"] == vote
    assert both["url_city_clerk"] == clerk
    assert both["seats"] == new


def test_without_a_common_text_everything_that_differs_is_to_be_decided() -> None:
    ours, theirs = english(ENTRY, short="Ours."), english(ENTRY, title="Theirs?")
    found = differences(Kind.ENTRY, None, ours, theirs)
    assert [one.field.name for one in found] == ["title", "short"]
    assert all(one.is_clash for one in found)
    assert merged(Kind.ENTRY, ours, found) == ours


def test_of_addresses_and_dates_only_one_can_be_taken() -> None:
    source = BODIES[Kind.SOURCE, "gazette"]
    ours, theirs = ({**source, "url": f"https://{n}.example", "date": n} for n in ("a", "b"))
    found = differences(Kind.SOURCE, source, ours, theirs)
    assert [one.field.name for one in found] == ["date", "url"]
    assert all(one.both is None for one in found)


def test_which_english_a_translation_follows_is_no_difference() -> None:
    assert alike(Kind.ENTRY, ENTRY, english(ENTRY, follows=7))
    assert not alike(Kind.ENTRY, ENTRY, english(ENTRY, short="Other."))


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ((Kind.SOURCE, "gazette"), {"url_inferred": True}),
        ((Kind.SOURCE, "gazette"), {"title_inferred": True}),
        ((Kind.SCOPE, "weather"), {"urgent": True}),
        ((Kind.SCOPE, "weather"), {"about_last": True}),
    ],
)
def test_marks_that_were_out_of_sight_are_parts_like_others(key, part: dict) -> None:
    body = BODIES[key]
    [one] = differences(key[0], body, {**body}, {**body, **part})
    assert [c.after for c in changed(key[0], body, {**body, **part})] == [True]
    assert merged(key[0], body, [one]) == {**body, **part}
