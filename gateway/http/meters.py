"""Prometheus metrics. Labels are short fixed words: never a name, a path or a text."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_OVERHEAD_S = (0.002, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.06, 0.1, 0.25, 0.5, 1.0)


class Meters:
    """The edge's counters, in a registry of their own."""

    def __init__(self) -> None:
        """Create the metrics."""
        self.registry = CollectorRegistry()
        self.decisions = Counter(
            "gateway_decisions", "Completions by decision", ["action", "language"], registry=self.registry
        )
        self.failures = Counter("gateway_failures", "Requests that failed, by kind", ["kind"], registry=self.registry)
        self.overhead = Histogram(
            "gateway_overhead_seconds",
            "Time per completion beside the model's own",
            buckets=_OVERHEAD_S,
            registry=self.registry,
        )
        self.records_lost = self._gauge("audit_records_lost", "Events that could not be recorded since the start")
        self.slots_free = self._gauge("slots_free", "How many more requests could be worked on at once")
        self.queue_depth = self._gauge("queue_depth", "Requests that wait for a slot")
        self.callers = self._gauge("callers_remembered", "Callers whose rates are remembered")
        self.semgrep_processes = self._gauge("semgrep_processes", "Semgrep processes that live")
        self.semgrep_scans = self._gauge("semgrep_scans_running", "Scans that are under way in a Semgrep process")
        self.workers_busy = self._gauge("analysis_workers_busy", "Analysis workers with a text before them")
        self.baseline_scans = self._gauge("baseline_scans", "Texts scanned without their candidate since the start")

    def _gauge(self, name: str, what: str) -> Gauge:
        """Return a gauge whose value `gateway.app` asks of the part that knows it, whenever it is read."""
        return Gauge(f"gateway_{name}", what, registry=self.registry)

    def text(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self.registry)
