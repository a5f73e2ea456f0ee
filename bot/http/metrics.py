"""`GET /metrics`, in the text form of Prometheus: counts and ages, no person and no text."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.context import Services
from bot.faults import is_storage_fault
from bot.http.server import Door, Server
from bot.measures import Measures
from bot.storage.standing import Standing, standing
from knowledge.delivery import Urgency


class Metrics(Door):
    """What this process counted, and how the database stands."""

    def initialize(self, server: Server, services: Services) -> None:
        """Take what is measured."""
        super().initialize(server)
        self._services = services

    async def get(self) -> None:
        """Answer; while the database is away, with what the process knows alone."""
        services = self._services
        try:
            note(services.measures, await services.db.run(standing, services.now()))
        except Exception as error:  # raised again, unless the database is away
            if not is_storage_fault(error):
                raise
        services.measures.index_version.set(services.library.indexed)
        services.measures.leads.set(services.membership.leads)
        services.measures.live.set(services.membership.live)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(services.measures.registry))


def note(measures: Measures, found: Standing) -> None:
    """Set the gauges; what there is no more of is left out."""
    measures.waiting.set(found.waiting)
    measures.oldest.set(found.oldest)
    measures.base_version.set(found.base_version)
    for gauge in (measures.outbox, measures.outbox_oldest, measures.source_age):
        gauge.clear()
    for (state, urgency), count in found.outbox.items():
        measures.outbox.labels(state, Urgency(urgency).name.lower()).set(count)
    for (state, urgency), age in found.outbox_ages.items():
        measures.outbox_oldest.labels(state, Urgency(urgency).name.lower()).set(age)
    for source, age in found.source_ages.items():
        measures.source_age.labels(source).set(age)
