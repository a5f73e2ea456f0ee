"""Reading an agenda: its bytes and items tell the rules a new one from the same again."""

from bot.sources.fetching import Answer, Fetcher
from bot.sources.protocol import MeetingSource
from knowledge.meetings.calendar import AgendaQuestion, Fingerprint


async def read_agenda(
    fetcher: Fetcher, source: MeetingSource, question: AgendaQuestion
) -> Fingerprint:
    """Return what an agenda holds now: "" and None stand for what could not be read."""
    answer = await fetcher.get(question.url)
    sha256 = answer.sha256 if isinstance(answer, Answer) else ""
    return Fingerprint(question.stamp, sha256, await source.items(question.native_id))
