"""The pages of ten alerts say what the bot says."""

from tests.docs.ten_alerts import DOCS, pages, play_all


async def test_the_pages_of_ten_alerts_are_what_residents_read() -> None:
    written = pages(await play_all())
    stand = {name: (DOCS / name).read_text(encoding="utf-8") for name in written}
    assert stand == written, "run python -m tests.docs.ten_alerts and read what changed"
