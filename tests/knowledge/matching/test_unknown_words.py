"""Words that no text of ours has: another form of one that it has, or nothing at all."""

import pytest

from knowledge.matching import FaqIndex
from knowledge.verdict import Outcome


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("pillow?", "pillows"), ("where is the deliveryman", "delivery"), ("pilllwos", "pillows")],
)
def test_a_word_in_a_form_that_no_text_has_still_leads_somewhere(asked: str, nearest: str) -> None:
    index = FaqIndex.from_phrasings(
        {
            "pillows": {"en": ["do you sell pillows", "soft pillows please"]},
            "delivery": {"en": ["when is the delivery", "deliveries on sunday"]},
        }
    )
    assert index.ask(asked).candidates[0].entry == nearest


def test_what_no_text_knows_answers_and_offers_nothing(town: FaqIndex) -> None:
    found = [town.ask(text) for text in ("qwzx vbnk", "xkcdq", "asdkjh {{7*7}}", "wvx 30")]
    assert {verdict.outcome for verdict in found} == {Outcome.UNKNOWN}
    assert {verdict.entry for verdict in found} == {None}
