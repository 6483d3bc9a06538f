"""
What is done to the house while clients ask. Each fault also does what an operator's supervisor would: it starts again
what it killed. Nothing else is mended by hand.
"""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from gateway.embedded.postgres import EmbeddedPostgres
from tests.ledger.proxy import Weather
from tests.soak.disk import fill
from tests.soak.house import House, signal_all, tree

_BALLAST = "ballast"
_HELD_S = 1.0  # how long a fault lasts that does not end by itself: longer than a client waits for its record
_LOCK_S_MAX = 10

type Injection = Callable[[House, random.Random], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault's name in the table and how to cause it."""

    name: str
    inject: Injection


async def postgres_killed(house: House, chance: random.Random) -> None:
    """Kill every process of Postgres at a random point, and start it again."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    signal_all(tree(house.parts.postgres.pid), signal.SIGKILL)
    _restart(house.parts.postgres)


async def postgres_restarted(house: House, chance: random.Random) -> None:
    """Restart Postgres cleanly."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    _restart(house.parts.postgres)


async def postgres_paused(house: House, chance: random.Random) -> None:
    """Stop every process of Postgres for longer than anybody waits, and let them go on."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    pids = tree(house.parts.postgres.pid)
    signal_all(pids, signal.SIGSTOP)
    try:
        await asyncio.sleep(_HELD_S)
    finally:
        signal_all(pids[::-1], signal.SIGCONT)


async def backends_terminated(house: House, chance: random.Random) -> None:
    """Hold the writer between INSERT and COMMIT, and terminate it there; the sequencer, too."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    async with asyncio.timeout(_LOCK_S_MAX):
        await asyncio.to_thread(terminate_before_commit, house.owner_url)


async def table_locked(house: House, chance: random.Random) -> None:
    """Lock the table of records against everybody."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    async with await psycopg.AsyncConnection.connect(house.owner_url) as connection:
        await connection.execute(f"SET lock_timeout = '{_LOCK_S_MAX}s'".encode())
        await connection.execute("LOCK TABLE audit.record IN ACCESS EXCLUSIVE MODE")
        await asyncio.sleep(_HELD_S)


async def disk_full(house: House, chance: random.Random) -> None:
    """Fill the disk under Postgres, wait, and free it again; Postgres is started again if that ended it."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    ballast = house.parts.postgres.data_folder.parent / _BALLAST
    try:
        await asyncio.to_thread(fill, ballast)
        await asyncio.sleep(_HELD_S)
    finally:
        ballast.unlink(missing_ok=True)
    if not house.parts.postgres.running:
        _restart(house.parts.postgres)


async def black_hole(house: House, chance: random.Random) -> None:
    """Let the network between gateway and Postgres swallow everything, without closing a connection."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    house.proxy.weather = Weather.ALL_LOST
    await asyncio.sleep(_HELD_S)
    house.proxy.weather = Weather.FAIR
    house.proxy.cut()


async def leader_killed(house: House, chance: random.Random) -> None:
    """Kill the worker that leads; the other one takes over. A new one stands by."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    name = await leader(house)
    await house.kill(name)
    await house.start_worker(name)


async def gateway_killed(house: House, chance: random.Random) -> None:
    """Kill the gateway at a random point and start it again."""
    await asyncio.sleep(chance.uniform(0.0, 0.5))
    await house.kill("gateway")
    await house.start_gateway()


async def clock_back(house: House, chance: random.Random) -> None:
    """Start the gateway again with a clock that is an hour behind."""
    await asyncio.sleep(chance.uniform(0.05, 0.5))
    await house.kill("gateway")
    await house.start_gateway(module="tests.soak.late_clock")


LEADER_KILLED = Fault("leading sequencer killed", leader_killed)
GATEWAY_KILLED = Fault("gateway killed -9", gateway_killed)
FAULTS = (
    Fault("Postgres killed -9", postgres_killed),
    Fault("Postgres restarted", postgres_restarted),
    Fault("Postgres paused", postgres_paused),
    Fault("terminated before COMMIT", backends_terminated),
    Fault("table locked", table_locked),
    Fault("disk full", disk_full),
    Fault("connection black-holed", black_hole),
    LEADER_KILLED,
    Fault("clock stepped back", clock_back),
)


async def leader(house: House) -> str:
    """Return which worker leads, by the process that holds the leader's lock."""
    query = (
        "SELECT client_port FROM pg_locks JOIN pg_stat_activity USING (pid)"
        " WHERE locktype = 'advisory' AND granted AND application_name = 'gateway sequencer'"
    )
    async with asyncio.timeout(_LOCK_S_MAX), await psycopg.AsyncConnection.connect(house.owner_url) as connection:
        while True:
            row = await (await connection.execute(query)).fetchone()
            await connection.rollback()
            names = [
                name for name in house.processes if name.startswith("worker") and row and _holds(house, name, *row)
            ]
            if names:
                return names[0]
            await asyncio.sleep(0.05)


def _holds(house: House, name: str, port: int) -> bool:
    """Return whether a process has a TCP connection from this local port."""
    pid = house.processes[name].pid
    sockets = {
        str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink() and link.exists()
    }
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return any(int(line[1].rpartition(":")[2], 16) == port and f"socket:[{line[9]}]" in sockets for line in lines)


_HOLD = """
CREATE FUNCTION pg_temp_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
GRANT EXECUTE ON FUNCTION pg_temp_hold() TO PUBLIC;
CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON audit.batch DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION pg_temp_hold()
"""
_HELD = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory' AND application_name = 'gateway ledger'"
_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name IN ('gateway ledger', 'gateway sequencer') AND datname = current_database()"
)


def terminate_before_commit(owner_url: str) -> None:
    """Terminate the writer after its INSERT and before its COMMIT: a deferred trigger holds it exactly there."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SELECT pg_advisory_lock(4711)")
        owner.execute(_HOLD)
        try:
            while not owner.execute(_HELD).fetchone():
                continue
            owner.execute(_END)
        finally:
            owner.execute("SELECT pg_advisory_unlock(4711)")
            owner.execute("DROP TRIGGER hold ON audit.batch; DROP FUNCTION pg_temp_hold()")


def _restart(postgres: EmbeddedPostgres) -> None:
    """Start Postgres again, on its old port, as its supervisor would."""
    postgres.stop()
    postgres.start()
