"""Clients that ask for completions without a pause, and keep the receipt of everything that they received."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2

from audit.receipt import parse_receipt
from tests.bench.corpus import python_case
from tests.soak.house import House

ANSWER_S_MAX = 20
_OK = 200
_REST_S = 0.1  # between two attempts while nobody answers


_TOKEN_S = 12 * 3600
_ISSUED_AGO_S = 2 * 3600  # also before a clock that was set back by an hour


@dataclass(slots=True)
class Clients:
    """What all clients received. `url` and `token` are asked for anew each time: a restarted gateway has a new port."""

    url: Callable[[], str]
    token: str
    received: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def asking(self, count: int) -> AsyncIterator[None]:
        """So many clients ask inside the block; what is under way at its end is finished."""
        stopping = asyncio.Event()
        tasks = [asyncio.create_task(self._ask_on(stopping)) for _ in range(count)]
        try:
            yield
        finally:
            stopping.set()
            await asyncio.gather(*tasks)

    async def until_answered(self, count: int, seconds_max: float) -> None:
        """Wait until so many more completions were received."""
        wanted = len(self.received) + count
        async with asyncio.timeout(seconds_max):
            while len(self.received) < wanted:
                self.answered.clear()
                await self.answered.wait()

    async def _ask_on(self, stopping: asyncio.Event) -> None:
        limits = httpx2.Timeout(ANSWER_S_MAX)
        async with httpx2.AsyncClient(timeout=limits, trust_env=False) as client:
            while not stopping.is_set():
                if not await self._ask(client):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stopping.wait(), _REST_S)

    async def _ask(self, client: httpx2.AsyncClient) -> bool:
        """Return whether a completion was received."""
        body = {"prompt": python_case(next(self.numbers) % 1000).prompt, "max_tokens": 64, "language": "python"}
        headers = {"authorization": f"Bearer {self.token}"}
        try:
            answer = await client.post(f"{self.url()}/v1/completions", json=body, headers=headers)
        except httpx2.HTTPError as error:
            self._count(type(error).__name__)
            return False
        if answer.status_code != _OK:
            self._count(str(answer.status_code))
            return False
        for line in answer.headers["x-gateway-receipt"].split(","):
            receipt = parse_receipt(line)
            self.received[receipt.request_id] = receipt.leaf
        self.answered.set()
        return True

    def _count(self, reason: str) -> None:
        self.refused[reason] = self.refused.get(reason, 0) + 1


def clients_of(house: House) -> Clients:
    """Return clients of the house's gateway, all with one token."""
    issue = house.parts.issuer.token
    token = issue("soak", roles=("developer",), tenant="soak", lifetime_s=_TOKEN_S, issued_ago_s=_ISSUED_AGO_S)
    return Clients(lambda: f"http://127.0.0.1:{house.port}", token)
