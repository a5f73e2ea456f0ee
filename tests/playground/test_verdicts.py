from bot.playground.verdicts import OpenLibrary
from bot.storage.engine import Database
from knowledge.verdict import Verdict


async def test_every_question_is_heard_with_the_verdict_that_was_given(database) -> None:
    heard: list[tuple[str, Verdict]] = []
    db = Database(f"sqlite:///{database}")
    library = OpenLibrary(db, lambda text, verdict: heard.append((text, verdict)))
    await library.open()
    verdict = library.index.ask("what is 287g", "en")
    assert heard == [("what is 287g", verdict)]
    assert library.index.explain("what is 287g", "en")  # whatever else an index has is there
    db.close()
