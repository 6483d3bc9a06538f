"""`/metrics` shows how full the house is, now."""

import asyncio

from tests.fakes.tgi_server import Reply, good
from tests.service.conftest import Running

_PROMPT = "def add(a, b):\n    return "
_WAIT_S_MAX = 10
_SLOTS = 32


async def test_an_idle_house_has_all_slots_and_engines(running: Running) -> None:
    """Nobody waits, nobody works, both Semgrep processes live, and the caller is remembered."""
    async with running.model(good("a + b\n")):
        await running.complete(_PROMPT)
    names = ("slots_free", "queue_depth", "semgrep_scans_running", "analysis_workers_busy")

    assert [_SLOTS, 0, 0, 0] == [await running.metric(f"gateway_{name}") for name in names]
    assert await running.metric("gateway_semgrep_processes") >= 2
    assert await running.metric("gateway_callers_remembered") >= 1


async def test_a_request_under_way_holds_a_slot(running: Running) -> None:
    """The slot is taken while the model works, and free again after."""
    async with running.model(Reply((b"",), then="hang")) as model:
        call = asyncio.create_task(running.complete(_PROMPT))
        await asyncio.wait_for(model.arrived.wait(), _WAIT_S_MAX)
        during = await running.metric("gateway_slots_free")
        late = await asyncio.wait_for(call, _WAIT_S_MAX)

    assert (_SLOTS - 1, 504) == (during, late.status_code)
    assert _SLOTS == await running.metric("gateway_slots_free")


async def test_scans_without_the_candidate_are_counted(running: Running) -> None:
    """A weakness in the caller's own code needs a scan without the completion, to know that it was there before."""
    before = await running.metric("gateway_baseline_scans")
    async with running.model(good("y = 1\n")):
        answer = await running.complete("def counted(x):\n    eval(x)\n    ")

    assert "allow" == answer.headers["x-gateway-decision"]
    assert await running.metric("gateway_baseline_scans") > before
