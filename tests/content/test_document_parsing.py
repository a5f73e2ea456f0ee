"""A document is parsed with all it may hold, and refused when it has the wrong shape."""

import pytest

from knowledge.content.documents import DocumentError, DocumentKind
from knowledge.content.faq_base import FaqBase
from tests.content.village import bodies, entry

WRONG_SHAPES = {
    "a number for a text": (DocumentKind.FACT, "F1", {"says": 5}, "'says' must be a text"),
    "a text for a list": (
        DocumentKind.FACT,
        "F1",
        {"sources": "gazette"},
        "must be a list of texts",
    ),
    "a list for a table": (
        DocumentKind.FACT,
        "F1",
        {"values": []},
        "must be a table of named values",
    ),
    "a value that is no table": (
        DocumentKind.FACT,
        "F1",
        {"values": {"a": 1}},
        "a table of named values",
    ),
    "an odd certainty": (DocumentKind.FACT, "F1", {"certainty": "sure"}, "it must be one of"),
    "an odd order": (
        DocumentKind.TOPIC,
        "water",
        {"order": "one"},
        "'order' must be a whole number",
    ),
    "a name for all": (
        DocumentKind.TOPIC,
        "water",
        {"name": "Water"},
        "must be a table of languages",
    ),
    "an odd language": (DocumentKind.ALIAS, "pit", {"language": "fr"}, "use en, es, ht or any"),
    "an answer as outcome": (
        DocumentKind.SCOPE,
        "weather",
        {"outcome": "found"},
        "chat, refer, open or",
    ),
    "examples in a list": (
        DocumentKind.SCOPE,
        "weather",
        {"examples": []},
        "must be a table of languages",
    ),
    "a thirteenth month": (
        DocumentKind.ENTRY,
        "KW-1",
        {"as_of": "2025-13"},
        "2025-06 or 2025, or undated",
    ),
    "a day of two digits": (
        DocumentKind.ENTRY,
        "KW-1",
        {"as_of": "2025-6"},
        "2025-06 or 2025, or undated",
    ),
    "a flag that is a text": (
        DocumentKind.ENTRY,
        "KW-1",
        {"legal": "no"},
        "must be true or false",
    ),
    "an odd leaning": (DocumentKind.SOURCE, "gazette", {"lean": "bad"}, "none, partisan, opinion"),
    "an odd day": (DocumentKind.ENTRY, "KW-1", {"as_of": "June"}, "write a date as 2025-06-30"),
    "a wording that is a text": (DocumentKind.ENTRY, "KW-1", {"en": "x"}, "'en' must be a table"),
}


@pytest.mark.parametrize(
    ("kind", "code", "change", "says"), WRONG_SHAPES.values(), ids=WRONG_SHAPES
)
def test_a_document_of_the_wrong_shape_is_refused(
    kind: DocumentKind, code: str, change: dict[str, object], says: str
) -> None:
    documents = bodies()
    documents[(kind, code)].update(change)
    with pytest.raises(DocumentError, match=says):
        FaqBase.from_documents(documents)


def test_a_version_followed_is_a_number() -> None:
    documents = bodies()
    entry(es__follows="one")(documents)
    with pytest.raises(DocumentError, match="must be a version number"):
        FaqBase.from_documents(documents)


def test_a_day_may_be_written_as_a_date() -> None:
    documents = bodies()
    entry(as_of=FaqBase.from_documents(bodies()).entries["KW-1"].as_of)(documents)
    assert FaqBase.from_documents(documents) == FaqBase.from_documents(bodies())
