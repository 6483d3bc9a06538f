"""What cannot be recorded is seen at once, in the metric, and later in the log, as a gap record."""

import asyncio

import httpx2

from tests.fakes.tgi_server import good
from tests.service.conftest import Running

_PROMPT = "def add(a, b):\n    return "
_LOST = "gateway_audit_records_lost"
_RECOVERY_S_MAX = 30


def _recorded_losses(running: Running) -> int:
    """Return how many events all gap records together say are missing."""
    return sum(int(dict(gap.details)["lost_count"] or 0) for gap in running.all_records("gap"))


async def _all_losses_recorded(running: Running) -> None:
    """Wait until the log names every loss; what was under way when Postgres went may be counted a little later."""
    async with asyncio.timeout(_RECOVERY_S_MAX):
        while await running.metric(_LOST) != _recorded_losses(running):
            await asyncio.to_thread(_recorded_losses, running)


async def test_a_loss_is_in_the_metric_now_and_in_the_log_when_it_is_back(running: Running) -> None:
    """With Postgres down no code leaves; the losses are counted at once, and when it is back the log says how many."""
    before = await running.metric(_LOST)
    async with running.model(good("a + b\n")):
        running.house.postgres.stop()
        try:
            refused = [await running.complete(_PROMPT) for _ in range(3)]
            stranger = httpx2.get(f"{running.url}/v1/models", trust_env=False)
            lost = await running.metric(_LOST)
        finally:
            running.house.postgres.start()
        await _all_losses_recorded(running)
        after = await running.complete(_PROMPT)

    assert [(503, "audit_unavailable")] * 3 == [
        (answer.status_code, answer.json()["error"]["code"]) for answer in refused
    ]
    assert 401 == stranger.status_code
    assert lost - before >= 4  # at least one event of each request, and the denial
    assert _recorded_losses(running) >= lost
    assert (200, "allow") == (after.status_code, after.headers["x-gateway-decision"])
    for answer in refused:
        kinds = {record.kind for record in running.records(answer.headers["x-gateway-request-id"])}
        assert kinds <= {"request", "failure"}  # what was still waiting when Postgres came back
