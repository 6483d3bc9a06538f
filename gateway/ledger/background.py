"""
Background work on the log, as tasks of a queue on the same Postgres (Procrastinate): months made ahead, months past
retention dropped, shreds finished that a crash interrupted, old batch numbers forgotten.

Any number of workers may run: the queue hands each task to one of them, a lock lets none run beside itself, and a task
that fails is tried again, later and later, and holds up no other. Never in the path of a request.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import psycopg
import structlog
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg.conninfo import make_conninfo

from gateway.ledger.keeper import Keeper, keeping
from gateway.ledger.keeping import KeeperConnection
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.session import pause
from gateway.ledger.settings import LedgerSettings

_QUEUE = "keeping"
_CONNECT_S_MAX = 5
_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)  # the last one after more than an hour
_PAUSE_S = 5
_STOP_S_MAX = 5

type _Chore = Callable[[Keeper, KeeperConnection], Awaitable[object]]

log = structlog.get_logger()


class Background:
    """Runs the tasks until told to stop. `worked` is set after each task, for whoever waits for one."""

    def __init__(self, settings: KeepingSettings, ledger: LedgerSettings) -> None:
        """Name the tasks and when each is due; nothing is opened before `run`."""
        self._settings = settings
        self._ledger = ledger
        self.worked = asyncio.Event()
        self.app = _app(settings)
        self._names: list[str] = []
        self._add("make_months", "7 * * * *", lambda _, connection: connection.make_months(settings.months_ahead))
        self._add("finish_shreds", "*/10 * * * *", lambda keeper, _: keeper.finish_shreds())
        self._add("drop_months", "37 * * * *", lambda keeper, _: keeper.drop_months())
        self._add("forget_batches", "47 * * * *", lambda _, connection: connection.forget_batches())

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set; a database that fails is tried again, with pauses."""
        while not stopping.is_set():
            working = asyncio.create_task(self._work(), name="queue worker")
            told = asyncio.create_task(stopping.wait())
            await asyncio.wait({working, told}, return_when=asyncio.FIRST_COMPLETED)
            for task in (working, told):
                task.cancel()  # a task under way is finished first
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            await pause(stopping, _PAUSE_S)

    async def _work(self) -> None:
        try:
            async with self.app.open_async():
                await self.defer_all()
                await self.app.run_worker_async(
                    queues=[_QUEUE],
                    name="gateway worker",
                    concurrency=1,
                    wait=True,
                    listen_notify=True,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=_STOP_S_MAX,
                )
        except (ConnectorException, psycopg.Error) as error:
            log.warning("background.interrupted", reason=type(error).__name__)

    async def defer_all(self) -> None:
        """Ask for each task once, now; one that waits already is not asked for twice."""
        for name in self._names:
            with contextlib.suppress(AlreadyEnqueued):
                await self.app.configure_task(name, queue=_QUEUE, lock=name, queueing_lock=name).defer_async(
                    timestamp=0
                )

    def _add(self, name: str, cron: str, chore: _Chore) -> None:
        """Make a task of a chore, due by its timetable; it never runs twice at a time, whoever runs it."""
        self._names.append(name)

        async def work(timestamp: int) -> None:
            try:
                async with keeping(self._settings, self._ledger) as (keeper, connection, _):
                    await chore(keeper, connection)
                log.info("background.done", task=name, due=timestamp)
            finally:
                self.worked.set()

        task = self.app.task(name=name, queue=_QUEUE, lock=name, queueing_lock=name, retry=_RETRY)(work)
        self.app.periodic(cron=cron)(task)


def _app(settings: KeepingSettings) -> App:
    """Return an application whose connections see the queue's schema and nothing else."""
    conninfo = make_conninfo(
        settings.url,
        connect_timeout=_CONNECT_S_MAX,
        application_name="gateway queue",
        options=f"-c search_path=queue -c statement_timeout={settings.statement_ms_max} -c timezone=UTC",
    )
    return App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4, timeout=_CONNECT_S_MAX))
