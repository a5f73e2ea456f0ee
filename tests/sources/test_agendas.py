import hashlib

import httpx

from bot.sources.agendas import read_agenda
from bot.sources.legistar import Legistar
from knowledge.meetings.calendar import AgendaQuestion, Fingerprint
from tests.sources.answers import Remote, sample

ITEMS = sample("legistar_eventitems.json")


async def test_an_agenda_is_known_by_its_bytes_and_its_items():
    def answer(request: httpx.Request) -> httpx.Response:
        is_file = request.url.path.endswith(".pdf")
        return httpx.Response(200, content=b"%PDF" if is_file else ITEMS)

    remote = Remote(answer)
    source = Legistar(remote.fetcher, "keywest")
    question = AgendaQuestion(source.origin, "2102", "https://a.example/a.pdf", "stamp")
    found = await read_agenda(remote.fetcher, source, question)
    assert (found.stamp, found.sha256, len(found.items)) == (
        "stamp",
        hashlib.sha256(b"%PDF").hexdigest(),
        6,
    )


async def test_an_agenda_that_cannot_be_read_is_an_empty_answer():
    remote = Remote(lambda _: httpx.Response(404))
    source = Legistar(remote.fetcher, "keywest")
    question = AgendaQuestion(source.origin, "2102", "https://a.example/a.pdf", "stamp")
    assert await read_agenda(remote.fetcher, source, question) == Fingerprint("stamp", "", None)
