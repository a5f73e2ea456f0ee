"""What a process counts while it works, for `GET /metrics`; nothing of a person, and no text.

Counters live in the process and begin at zero with it, as Prometheus expects
(prometheus.io/docs/concepts/metric_types). What stands in the database is read when asked for.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

LATENCY_BUCKETS: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 120.0)


class Metrics:
    """The counters of one process, each under a name that begins with `civic_`."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.registry = CollectorRegistry()
        self.handled = self._add_counter("updates_handled", "Updates handled to the end")
        self.parked = self._add_counter("updates_parked", "Updates set aside without their text")
        self.seconds = Histogram(
            "civic_update_seconds",
            "From an update's being stored to its being handled",
            buckets=LATENCY_BUCKETS,
            registry=self.registry,
        )
        self.sends = Counter(
            "civic_sends", "Messages sent off, by result", ["result"], registry=self.registry
        )
        self.floods = self._add_counter("floods", "Answers of Telegram that ask us to wait (429)")
        self.waiting = self._add_gauge("updates_waiting", "Updates stored and not yet handled")
        self.oldest = self._add_gauge("updates_oldest_seconds", "Age of the oldest of them")
        self.outbox = self._add_gauge(
            "outbox_messages", "Messages sent unasked", "state", "urgency"
        )
        self.outbox_oldest = self._add_gauge(
            "outbox_oldest_seconds", "For how long the first has been due", "state", "urgency"
        )
        self.source_age = self._add_gauge(
            "source_age_seconds", "Since a meeting source last answered", "source"
        )
        self.base_version = self._add_gauge(
            "base_version", "Version of the answers in the database"
        )
        self.index_version = self._add_gauge("index_version", "Version the index here is built of")
        self.leads = self._add_gauge("leads", "Whether this process leads: 1 or 0")
        self.live = self._add_gauge("replicas", "Processes alive on this database")
        self.telegram_answered = False
        """Whether Telegram answered since the start, or sent an update."""

    def _add_counter(self, name: str, says: str) -> Counter:
        return Counter(f"civic_{name}", says, registry=self.registry)

    def _add_gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(f"civic_{name}", says, labels, registry=self.registry)

    def note_telegram_answered(self) -> None:
        """Note that Telegram is there."""
        self.telegram_answered = True

    def count_send(self, result: str) -> None:
        """Count what became of a message (`knowledge.delivery.SendResult`)."""
        self.sends.labels(result).inc()
        if result == "flooded":
            self.floods.inc()
