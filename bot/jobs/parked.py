"""Owners hear of updates that were set aside: gathered, at low urgency, never at once.

Anyone can make an update that cannot be handled, as often as they like; a note for each would
flood the owners and take what may be sent from the residents.
"""

from collections import Counter
from datetime import timedelta

from bot.context import Services
from bot.outgoing import Outgoing, Rendering
from bot.storage import files, outbox, owners
from bot.storage.outbox import Planned, Queued
from knowledge.delivery import Urgency

CARD = "parked"
EACH = timedelta(minutes=10)
MOST_NAMED = 5  # kinds of fault that a summary names
_WANTED_FOR = timedelta(days=1)


async def tell(services: Services) -> None:
    """Queue one summary to each owner of what was set aside since the last one, here or elsewhere.

    A process that does not lead only hands on what it counted.
    """
    counts, now, member = Counter(services.parked), services.now(), services.membership
    if not member.leads:
        if counts:
            await services.db.run(owners.gather, counts)
            _told(services, counts)
        return
    if member.id:
        services.parked.update(await services.db.run(owners.take_gathered))
        counts = Counter(services.parked)
    if not counts:
        return
    facts = {"count": counts.total(), "faults": dict(counts.most_common(MOST_NAMED))}
    plans = [
        Planned(
            key=f"{CARD}:{owner}:{now:%Y%m%d%H%M%S}", chat_id=owner, card=CARD, facts=facts,
            urgency=Urgency.ROUTINE, due_at=now, not_before=now, expires_at=now + _WANTED_FOR,
            about=CARD,
        )
        for owner in services.settings.admin_ids
    ]  # fmt: skip
    if plans:
        await services.db.run(outbox.enqueue, plans)
    _told(services, counts)


def _told(services: Services, counts: Counter[str]) -> None:
    services.parked.subtract(counts)  # what came meanwhile waits for the next
    services.parked += Counter()  # drops what is down to nothing


async def worded(services: Services, queued: Queued) -> Rendering:
    """Word a summary for an owner."""
    language = await services.db.run(files.language_of, queued.chat_id)
    voice = services.voice(language or services.settings.default_language)
    faults = ", ".join(f"{name}: {count}" for name, count in queued.facts["faults"].items())
    return Rendering(
        Outgoing(voice.say("owner-parked", count=int(queued.facts["count"]), faults=faults))
    )
