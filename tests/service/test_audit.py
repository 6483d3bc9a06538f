"""The audit API of a gateway that serves: a real client over a real socket, with real tokens."""

import httpx2

from tests.fakes.tgi_server import good
from tests.service.conftest import Running


async def test_an_auditor_finds_and_an_officer_reads_what_was_served(running: Running) -> None:
    """Metadata with one role, the text with both, and the log's public part without any token."""
    async with running.model(good("a + b\n")):
        answer = await running.complete("def add(a, b):\n    return ")
    request_id = answer.headers["x-gateway-request-id"]
    officer = running.house.issuer.token("officer", ("auditor", "decryptor"), tenant="demo")
    body = {"request_id": request_id, "reason": "incident 4711, asked by the works council"}
    async with httpx2.AsyncClient(base_url=running.url, timeout=30, trust_env=False) as client:
        auditor = {"authorization": f"Bearer {running.token(role='auditor')}"}
        parameters = {"request_id": request_id, "kind": "completion", "caller": "alice"}
        found = await client.get("/v1/audit/search", params=parameters, headers=auditor)
        refused = await client.post("/v1/audit/decrypt", json=body, headers=auditor)
        opened = await client.post("/v1/audit/decrypt", json=body, headers={"authorization": f"Bearer {officer}"})
        public = await client.get("/log/a%2Fb/checkpoint")

    assert ["allow"] == [record["decision"] for record in found.json()["records"]]
    assert (403, 200) == (refused.status_code, opened.status_code)
    assert "a + b\n" == opened.json()["completion"]
    assert (404, "not_found") == (public.status_code, public.json()["error"]["code"])
