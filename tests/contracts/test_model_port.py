"""The contract of the `Model` port, on the fake, on the TGI client before a stand-in, and on the real local model."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from gateway.embedded.local_model import LocalModel, LocalModelSettings
from gateway.errors import ModelError, ModelRejected
from gateway.inference import ModelSettings, TgiModel
from gateway.ports import Model
from gateway.values import Prompt, Sampling
from tests.fakes.model import FakeModel
from tests.fakes.tgi_server import TgiServer, failure, good, tgi

_PROMPT = Prompt("x = ", "x = ", "", "python", "filepath", None, Sampling(tokens_max=3))
_KINDS = ("fake", "stand-in", "local model")


@asynccontextmanager
async def well(kind: str) -> AsyncIterator[Model]:
    """Yield an implementation that answers."""
    if kind == "fake":
        yield FakeModel(["1\n"])
    elif kind == "stand-in":
        async with TgiServer(tgi([good("1\n")])) as server, client(server.url) as model:
            yield model
    else:
        settings = LocalModelSettings(ready_ms_max=60_000)
        async with LocalModel(settings) as local, client(local.url) as model:
            yield model


@asynccontextmanager
async def refusing(kind: str) -> AsyncIterator[Model]:
    """Yield an implementation that rejects the prompt."""
    if kind == "fake":
        yield FakeModel([ModelRejected("no")])
    else:
        async with TgiServer(tgi([failure(422, "validation")])) as server, client(server.url) as model:
            yield model


@asynccontextmanager
async def client(url: str) -> AsyncIterator[Model]:
    """Yield a started TGI client."""
    model = await TgiModel(ModelSettings(url=url)).start()
    try:
        yield model
    finally:
        await model.stop()


@pytest.mark.parametrize("kind", _KINDS)
async def test_answers_and_is_well(kind: str) -> None:
    """One to `candidates` answers come back, typed and with a known reason; the probe returns."""
    async with well(kind) as model:
        await model.probe()
        one = await model.generate(_PROMPT, 1)
        three = await model.generate(_PROMPT, 3)

    assert 1 == len(one)
    assert 1 <= len(three) <= 3
    assert {"stop", "length"} >= {answer.finish_reason for answer in (*one, *three)}
    assert all(answer.completion_tokens >= 0 and answer.model_id for answer in three)


@pytest.mark.parametrize("kind", ["fake", "stand-in"])
async def test_failures_are_model_errors(kind: str) -> None:
    """A refusal is a ModelError, for one candidate and for several."""
    async with refusing(kind) as model:
        for candidates in (1, 2):
            with pytest.raises(ModelError):
                await model.generate(_PROMPT, candidates)


@pytest.mark.parametrize("kind", ["fake", "stand-in"])
async def test_cancellation_is_not_swallowed(kind: str) -> None:
    """A caller who hangs up gets CancelledError, not an answer and not a failure."""
    async with waiting(kind) as (model, arrived):
        call = asyncio.create_task(model.generate(_PROMPT, 2))
        await asyncio.wait_for(arrived(), 5)
        call.cancel()
        await asyncio.wait([call], timeout=5)

        assert call.cancelled()


@asynccontextmanager
async def waiting(kind: str) -> AsyncIterator[tuple[Model, Callable[[], Awaitable[object]]]]:
    """Yield an implementation that never answers, and a way to wait until it was asked."""
    if kind == "fake":
        fake = FakeModel()
        fake.hold = asyncio.Event()
        yield fake, lambda: asyncio.sleep(0)
        return
    async with TgiServer(tgi([good("late", delay_s=30)])) as server, client(server.url) as model:
        yield model, server.arrived.wait
