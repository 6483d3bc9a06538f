"""The worker's Prometheus metrics, at an address of their own: is the log sequenced, signed, published, delivered?"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from prometheus_client import CollectorRegistry, Gauge, start_http_server

from gateway.errors import SettingsInvalid
from gateway.ledger.confirming import Confirmer
from gateway.ledger.publishing import Publisher
from gateway.ledger.sequencer import Sequencer
from gateway.ledger.shipper import Shipper


def registry_of(
    sequencer: Sequencer, publisher: Publisher, shippers: Sequence[Shipper], confirmer: Confirmer | None = None
) -> CollectorRegistry:
    """Return a registry whose values are asked of the parts when it is read."""
    registry = CollectorRegistry()

    def gauge(name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"gateway_{name}", what, labels, registry=registry)

    gauge("log_leads", "1 if this worker sequences, 0 if another does").set_function(lambda: sequencer.is_leader)
    gauge("log_lag_seconds", "How long the next record waits for its place").set_function(lambda: sequencer.lag_s)
    gauge("logs_diverged", "Logs that contradict what was signed: they stand still").set_function(
        lambda: len(sequencer.diverged)
    )
    gauge("log_signed_age_seconds", "How long ago this worker signed the log that it signed longest ago").set_function(
        lambda: sequencer.signed_age_s
    )
    failures = gauge("log_publication_failures", "Checkpoints that could not be published since the start", "sink")
    for sink in publisher.failures:
        failures.labels(sink).set_function(partial(publisher.failures.__getitem__, sink))
    if confirmer is not None:
        missing = gauge("log_confirmation_failures", "Times that somebody did not confirm a checkpoint", "by")
        for name in confirmer.failures:
            missing.labels(name).set_function(partial(confirmer.failures.__getitem__, name))
    waiting = gauge("events_waiting", "Records that wait for a sink", "sink")
    for shipper in shippers:
        waiting.labels(shipper.name).set_function(partial(getattr, shipper, "lag_count"))
    return registry


@contextmanager
def served(registry: CollectorRegistry, host: str, port: int) -> Iterator[None]:
    """Answer GET /metrics; raises SettingsInvalid if the address cannot be had."""
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise SettingsInvalid(f"worker.metrics_port {host}:{port} cannot be had: {error.strerror}") from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
