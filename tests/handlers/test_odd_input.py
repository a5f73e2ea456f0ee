import logging
from pathlib import Path

import pytest

from bot.playground.simulator.people import SimulatedUser
from tests.town import Town

ODD = ("²", "①", "٣", "１", "-1", "9" * 30, "9" * 4000, "1\x00", "1\u20282", "²²²²")
TYPED = (
    "/topics {}", "/topics 1 {}", "/meeting {}", "/agenda {}", "/mute #{}", "/alerts pause {}",
    "/alerts lead {} hours before", "/alerts {}", "/verify KW-{}", "/sources {}", "/start {}",
    "/unfollow {}", "{}", "/kw_{}", "/send {}",
)  # fmt: skip
FORGED = (
    "browse:topic:votes.{}", "browse:entry:KW-1.{}", "meeting:list:.{}", "meeting:list:x.{}",
    "meeting:show:{}", "suggest:tell:{}", "rate:yes:{}", "rate:yes:KW-1.{}", "ask:show:{}",
    "alerts:pause:{}", "alerts:lead:{}", "wish:page:{}", "audit:page:.{}", "team:remove:{}",
    "draft:open:{}", "faq:history:KW-1.{}",
)  # fmt: skip
TYPED_BY_EDITORS = (
    "/stats {}", "/unanswered {}", "/unanswered s{}", "/audit {}", "/audit KW-1 {}",
    "/team remove {}", "/team promote {} editor", "/faq history KW-1 {}", "/draft {}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_fails(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("form", TYPED)
async def test_an_odd_number_typed_is_a_word_like_any_other(
    town: Town, resident: SimulatedUser, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    for odd in ODD:
        said = await town.say(resident, form.format(odd)[:4096])
        assert said, odd[:10]
        assert all("{" not in one.text for one in said)
        town.clock.passes(minutes=1)
    assert faults(caplog) == []


@pytest.mark.parametrize("form", FORGED)
async def test_an_odd_number_in_a_button_is_no_fault_of_ours(
    town: Town, resident: SimulatedUser, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    await town.say(resident, "/subscribe")
    [answer] = await town.say(resident, "what is 287g")
    owner = town.owner()
    [theirs] = await town.say(owner, "what is 287g")
    for odd in ODD:
        resident.forges(form.format(odd)[:64], answer)
        owner.forges(form.format(odd)[:64], theirs)
        await town.settle()
        town.clock.passes(minutes=1)
    assert faults(caplog) == []


@pytest.mark.parametrize("form", TYPED_BY_EDITORS)
@pytest.mark.usefixtures("undrawn")
async def test_an_odd_number_typed_by_an_editor_is_no_fault_either(
    town: Town, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    owner = town.owner()
    for odd in ODD:
        assert await town.say(owner, form.format(odd)[:4096])
        town.clock.passes(minutes=1)
    assert faults(caplog) == []


def test_nobody_reads_numbers_in_a_way_of_their_own() -> None:
    root = Path(__file__).parents[2]
    rooms = [*(root / "handlers").rglob("*.py"), *(root / "bot" / "storage").rglob("*.py")]
    rooms += [*(root / "bot" / "sources").rglob("*.py"), *(root / "knowledge").rglob("*.py")]
    own = {file.name for file in rooms if ".isdigit()" in file.read_text(encoding="utf-8")}
    # The matcher looks at single signs of folded words and turns none of them into a number.
    assert own == {"numbers.py", "figures.py", "folding.py", "question_judge.py"}
