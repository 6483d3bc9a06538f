"""Health: `/livez` the process answers, `/readyz` every promise can be kept now, `/metrics` the numbers."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import msgspec
from litestar import Response, get
from litestar.datastructures import State

from gateway.errors import GatewayError
from gateway.http.edge import Edge, HttpRequest, caller_of
from gateway.values import Role

_SICK_REST_S = 0.5


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing that must be well. `run` raises a GatewayError if it is not; it is asked at most every `rest_s`."""

    name: str
    run: Callable[[], Awaitable[None]]
    rest_s: float
    wait_s_max: float


@dataclass(frozen=True, slots=True)
class _State:
    asked_s: float
    well: bool
    why: str


class Readiness:
    """The latest answer of every probe. Only one question a probe is under way at a time."""

    def __init__(self, probes: Sequence[Probe]) -> None:
        """Remember nothing yet: every probe counts as not well until it has answered."""
        self._probes = tuple(probes)
        self._states: dict[str, _State] = {}
        self._lock = asyncio.Lock()

    async def check(self) -> dict[str, str]:
        """Return each probe's name with `ok`, or with the kind of its failure."""
        async with self._lock:
            due = [probe for probe in self._probes if self._is_due(probe)]
            await asyncio.gather(*(self._ask(probe) for probe in due))
            return {probe.name: self._states[probe.name].why for probe in self._probes}

    def _is_due(self, probe: Probe) -> bool:
        state = self._states.get(probe.name)
        return state is None or time.monotonic() - state.asked_s >= (probe.rest_s if state.well else _SICK_REST_S)

    async def _ask(self, probe: Probe) -> None:
        try:
            async with asyncio.timeout(probe.wait_s_max):
                await probe.run()
        except GatewayError as failure:
            self._states[probe.name] = _State(time.monotonic(), well=False, why=failure.kind)
        except TimeoutError:
            self._states[probe.name] = _State(time.monotonic(), well=False, why="no answer in time")
        else:
            self._states[probe.name] = _State(time.monotonic(), well=True, why="ok")


@get(["/livez", "/health"])
async def livez() -> Response[bytes]:
    """Say that the process answers."""
    return Response(b'{"status":"ok"}', media_type="application/json")


@get("/readyz")
async def readyz(state: State) -> Response[bytes]:
    """Say whether a completion could be scanned, decided, recorded and released now: 200 or 503."""
    readiness: Readiness = state.readiness
    parts = await readiness.check()
    status = 200 if all(why == "ok" for why in parts.values()) else 503
    return Response(msgspec.json.encode(parts), status_code=status, media_type="application/json")


@get("/metrics")
async def metrics(request: HttpRequest, state: State) -> Response[bytes]:
    """Return Prometheus metrics to an operator."""
    caller_of(request, frozenset({Role.OPERATOR}))
    edge: Edge = state.edge
    return Response(edge.meters.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
