"""A release's text beside the editors': what differs, what is proposed, what both means."""

import pytest

from knowledge.content.documents import DocumentKind
from knowledge.editing.field_changes import changed_fields
from knowledge.editing.release_merge import (
    MergeChoice,
    apply_choice,
    find_choice,
    merge_release,
    release_differences,
    say_the_same,
)
from knowledge.language import Language
from tests.town import documents

BODIES = documents()
ENTRY = BODIES[DocumentKind.ENTRY, "KW-1"]


def english(body: dict, **parts: object) -> dict:
    return {**body, "en": {**body["en"], **parts}}


def test_only_what_the_release_changed_is_to_be_decided() -> None:
    ours = english(ENTRY, short="Ours.")
    theirs = english(ENTRY, detail="Theirs.")
    [one] = release_differences(DocumentKind.ENTRY, ENTRY, ours, theirs)
    assert (one.field.name, one.language, one.is_clash) == ("detail", Language.EN, False)
    body = merge_release(DocumentKind.ENTRY, ours, [one])
    assert (body["en"]["short"], body["en"]["detail"]) == ("Ours.", "Theirs.")


def test_a_text_that_both_changed_stays_ours_until_somebody_chooses() -> None:
    ours, theirs = english(ENTRY, short="Ours."), english(ENTRY, short="Theirs.")
    [one] = release_differences(DocumentKind.ENTRY, ENTRY, ours, theirs)
    assert one.is_clash
    assert one.proposed_choice is MergeChoice.OURS
    assert merge_release(DocumentKind.ENTRY, ours, [one]) == ours
    for choice, text in (
        (MergeChoice.THEIRS, "Theirs."),
        (MergeChoice.OURS, "Ours."),
        (MergeChoice.BOTH, "Ours.\n\nTheirs."),
    ):
        body = apply_choice(DocumentKind.ENTRY, ours, one, choice)
        assert body["en"]["short"] == text
        assert find_choice(DocumentKind.ENTRY, body, one) is choice
    assert find_choice(DocumentKind.ENTRY, english(ENTRY, short="New."), one) is None


def test_lists_that_both_changed_are_united() -> None:
    asked = ENTRY["en"]["phrasings"]
    ours = english(ENTRY, phrasings=[*asked, "ours"])
    theirs = english(ENTRY, phrasings=[*asked[1:], "theirs"])
    [one] = release_differences(DocumentKind.ENTRY, ENTRY, ours, theirs)
    assert one.proposed_choice is MergeChoice.BOTH
    assert merge_release(DocumentKind.ENTRY, ours, [one])["en"]["phrasings"] == [
        *asked,
        "ours",
        "theirs",
    ]


def test_values_that_both_changed_are_united_each_by_itself() -> None:
    fact = BODIES[DocumentKind.FACT, "F1"]
    vote = {"kind": "vote", "yes": 5, "no": 1}
    clerk = {"kind": "url", "value": "https://new.example"}
    new = {"kind": "number", "value": 7}
    ours = {**fact, "values": {**fact["values"], "vote_first": vote}}
    theirs = {**fact, "values": {**fact["values"], "url_city_clerk": clerk, "seats": new}}
    [one] = release_differences(DocumentKind.FACT, fact, ours, theirs)
    both = merge_release(DocumentKind.FACT, ours, [one])["values"]
    assert both["vote_first"] == vote
    assert both["url_city_clerk"] == clerk
    assert both["seats"] == new


def test_without_a_common_text_everything_that_differs_is_to_be_decided() -> None:
    ours, theirs = english(ENTRY, short="Ours."), english(ENTRY, title="Theirs?")
    found = release_differences(DocumentKind.ENTRY, None, ours, theirs)
    assert [one.field.name for one in found] == ["title", "short"]
    assert all(one.is_clash for one in found)
    assert merge_release(DocumentKind.ENTRY, ours, found) == ours


def test_of_addresses_and_dates_only_one_can_be_taken() -> None:
    source = BODIES[DocumentKind.SOURCE, "gazette"]
    ours, theirs = ({**source, "url": f"https://{n}.example", "date": n} for n in ("a", "b"))
    found = release_differences(DocumentKind.SOURCE, source, ours, theirs)
    assert [one.field.name for one in found] == ["date", "url"]
    assert all(one.joined_texts is None for one in found)


def test_which_english_a_translation_follows_is_no_difference() -> None:
    assert say_the_same(DocumentKind.ENTRY, ENTRY, english(ENTRY, follows=7))
    assert not say_the_same(DocumentKind.ENTRY, ENTRY, english(ENTRY, short="Other."))


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ((DocumentKind.SOURCE, "gazette"), {"url_inferred": True}),
        ((DocumentKind.SOURCE, "gazette"), {"title_inferred": True}),
        ((DocumentKind.SCOPE, "weather"), {"urgent": True}),
        ((DocumentKind.SCOPE, "weather"), {"about_last": True}),
    ],
)
def test_marks_that_were_out_of_sight_are_parts_like_others(key, part: dict) -> None:
    body = BODIES[key]
    [one] = release_differences(key[0], body, {**body}, {**body, **part})
    assert [c.after for c in changed_fields(key[0], body, {**body, **part})] == [True]
    assert merge_release(key[0], body, [one]) == {**body, **part}
