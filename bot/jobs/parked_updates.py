"""Owners hear of updates that were set aside: gathered, at low urgency, never at once.

Anyone can make an update that cannot be handled, as often as they like; a note for each would
flood the owners and take what may be sent from the residents.
"""

from collections import Counter
from datetime import timedelta

from bot.context import Services
from bot.sending.outgoing import OutgoingMessage, Rendering
from bot.storage.alerts import file_renewals
from bot.storage.notices import owner_notices
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import ClaimedDelivery, PlannedDelivery
from knowledge.delivery import Urgency

PARKED_CARD = "parked"
PARKED_EVERY = timedelta(minutes=10)
MAX_NAMED_FAULTS = 5  # kinds of fault that a summary names
_EXPIRES_IN = timedelta(days=1)


async def queue_parked_summaries(services: Services) -> None:
    """Queue one summary to each owner of what was set aside since the last one, here or elsewhere.

    A process that does not lead only hands on what it counted.
    """
    counts, now, member = Counter(services.parked_faults), services.now(), services.replica_status
    if not member.leads:
        if counts:
            await services.db.run(owner_notices.store_parked_counts, counts)
            _subtract_counts(services, counts)
        return
    if member.id:
        services.parked_faults.update(await services.db.run(owner_notices.take_parked_counts))
        counts = Counter(services.parked_faults)
    if not counts:
        return
    facts = {"count": counts.total(), "faults": dict(counts.most_common(MAX_NAMED_FAULTS))}
    plans = [
        PlannedDelivery(
            key=f"{PARKED_CARD}:{owner}:{now:%Y%m%d%H%M%S}",
            chat_id=owner,
            card=PARKED_CARD,
            facts=facts,
            urgency=Urgency.ROUTINE,
            due_at=now,
            not_before=now,
            expires_at=now + _EXPIRES_IN,
            about=PARKED_CARD,
        )
        for owner in services.settings.admin_ids
    ]
    if plans:
        await services.db.run(delivery_queue.enqueue, plans)
    _subtract_counts(services, counts)


def _subtract_counts(services: Services, counts: Counter[str]) -> None:
    services.parked_faults.subtract(counts)  # what came meanwhile waits for the next
    services.parked_faults += Counter()  # drops what is down to nothing


async def render_parked_summary(services: Services, delivery: ClaimedDelivery) -> Rendering:
    """Word a summary for an owner."""
    language = await services.db.run(file_renewals.chosen_language, delivery.chat_id)
    localizer = services.localizer(language or services.settings.default_language)
    faults = ", ".join(f"{name}: {count}" for name, count in delivery.facts["faults"].items())
    return Rendering(
        OutgoingMessage(
            localizer.html("owner-parked", count=int(delivery.facts["count"]), faults=faults)
        )
    )
