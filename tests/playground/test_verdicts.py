from bot.playground.web.verdict_log import ObservedFaqCache
from bot.storage.database.engine import Database
from knowledge.verdict import Verdict


async def test_every_question_is_heard_with_the_verdict_that_was_given(database) -> None:
    heard: list[tuple[str, Verdict]] = []
    db = Database(f"sqlite:///{database}")
    library = ObservedFaqCache(db, lambda text, verdict: heard.append((text, verdict)))
    await library.load()
    verdict = library.index.ask("what is 287g", "en")
    assert heard == [("what is 287g", verdict)]
    assert library.index.explain("what is 287g", "en")  # whatever else an index has is there
    db.close()
