"""`GET /metrics`, in the text form of Prometheus: counts and ages, no person and no text."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.context import Services
from bot.faults import is_storage_fault
from bot.http.server import BaseHandler, WebServer
from bot.metrics import Metrics
from bot.storage.health_figures import Backlog, load_backlog
from knowledge.delivery import Urgency


class MetricsHandler(BaseHandler):
    """What this process counted, and how the database stands."""

    def initialize(self, server: WebServer, services: Services) -> None:
        """Take what is measured."""
        super().initialize(server)
        self._services = services

    async def get(self) -> None:
        """Answer; while the database is away, with what the process knows alone."""
        services = self._services
        try:
            set_gauges(services.metrics, await services.db.run(load_backlog, services.now()))
        except Exception as error:  # raised again, unless the database is away
            if not is_storage_fault(error):
                raise
        services.metrics.index_version.set(services.faq.indexed_version)
        services.metrics.leads.set(services.replica_status.leads)
        services.metrics.live.set(services.replica_status.live_count)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(services.metrics.registry))


def set_gauges(metrics: Metrics, found: Backlog) -> None:
    """Set the gauges; what there is no more of is left out."""
    metrics.waiting.set(found.waiting)
    metrics.oldest.set(found.oldest)
    metrics.base_version.set(found.base_version)
    for gauge in (metrics.outbox, metrics.outbox_oldest, metrics.source_age):
        gauge.clear()
    for (state, urgency), count in found.outbox.items():
        metrics.outbox.labels(state, Urgency(urgency).name.lower()).set(count)
    for (state, urgency), age in found.outbox_ages.items():
        metrics.outbox_oldest.labels(state, Urgency(urgency).name.lower()).set(age)
    for source, age in found.source_ages.items():
        metrics.source_age.labels(source).set(age)
