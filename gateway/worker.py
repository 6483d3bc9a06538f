"""
The work behind the service: the sequencer of the Merkle log and its publication, events to SIEMs, and the queue of what
is kept and dropped. Never in the path of a request.

Run one beside each gateway or as many as you like: one of them leads, the others wait to take over.
"""

import asyncio
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from gateway.errors import SettingsInvalid
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.confirming import Confirmer
from gateway.ledger.keys import load_signing_key
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.publishing import FolderSink, GitSink, Publisher, Sink, SyslogSink
from gateway.ledger.sequencer import Sequencer
from gateway.ledger.shipper import Shipper
from gateway.settings import Settings
from gateway.worker_meters import registry_of, served

if TYPE_CHECKING:
    from gateway.ledger.background import Background
    from gateway.ledger.keeping_settings import KeepingSettings
    from gateway.ledger.settings import LedgerSettings

_STOP_S_MAX = 10


class Worker:
    """Background work as a context: it runs from entry to exit."""

    def __init__(self, settings: Settings) -> None:
        """Read the keys and build every part; raises SettingsInvalid if one cannot work."""
        if not settings.log.url:
            raise SettingsInvalid("log.url is not set: the worker needs a login with the role gateway_sequencer")
        files = (settings.ledger.signing_key_file, *settings.log.retired_signing_key_files)
        signer = LogSigner(tuple(load_signing_key(Path(file)) for file in files))
        sinks = _sinks(settings.log)
        publisher = Publisher(sinks, settings.log.sink_ms_max)
        self.confirmer = _confirmer(settings.log, sinks)
        self.sequencer = Sequencer(settings.log, signer, publisher)
        self.background = _background(settings.keeping, settings.ledger) if settings.keeping.url else None
        self.shippers = tuple(Shipper(one, settings.log.events_url, settings.log.origin) for one in settings.events)
        self._settings = settings.worker
        self._registry = registry_of(self.sequencer, publisher, self.shippers, self.confirmer)
        self._serving = ExitStack()
        self._stopping = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Begin; a database that is not there yet is tried again. Raises SettingsInvalid if the port is taken."""
        if self._settings.metrics_port:
            served_at = (self._settings.metrics_host, self._settings.metrics_port)
            self._serving.enter_context(served(self._registry, *served_at))
        self._tasks.add(asyncio.create_task(self.sequencer.run(self._stopping), name="sequencer"))
        if self.confirmer is not None:
            self._tasks.add(asyncio.create_task(self.confirmer.run(self._stopping), name="confirming"))
        for shipper in self.shippers:
            self._tasks.add(asyncio.create_task(shipper.run(self._stopping), name="events"))
        if self.background is not None:
            self._tasks.add(asyncio.create_task(self.background.run(self._stopping), name="background"))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Finish the step that is being made, for a bounded time, and stop."""
        self._serving.close()
        self._stopping.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_S_MAX)
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=_STOP_S_MAX)


def _background(settings: "KeepingSettings", ledger: "LedgerSettings") -> "Background":
    from gateway.ledger.background import Background  # noqa: PLC0415 (imports the queue: only for a keeper)

    return Background(settings, ledger)


def _confirmer(settings: LogSettings, sinks: tuple[Sink, ...]) -> Confirmer | None:
    """Return what asks witnesses and the time-stamping authority, if there are any."""
    folder = next((sink for sink in sinks if isinstance(sink, FolderSink)), None)
    return Confirmer(settings, folder) if settings.witnesses or settings.timestamp_url else None


def _sinks(settings: LogSettings) -> tuple[Sink, ...]:
    sinks: list[Sink] = []
    if settings.folder:
        sinks.append(FolderSink(Path(settings.folder)))
    if settings.repository:
        sinks.append(GitSink(Path(settings.repository), push=settings.push))
    if settings.syslog:
        sinks.append(SyslogSink(settings.syslog))
    return tuple(sinks)
