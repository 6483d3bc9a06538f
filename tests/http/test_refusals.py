"""Bad input and failures: a clear error in the dialect's form, on record, and nothing released."""

import json

import pytest

from audit.record import Kind
from gateway.errors import (
    GatewayError,
    ModelOverloaded,
    ModelRejected,
    ModelTimeout,
    ModelUnavailable,
    ScanIncomplete,
)
from gateway.http.settings import HttpSettings
from tests.fakes.ledger import FakeLedger
from tests.http.conftest import site

OPENAI = "/v1/completions"
TGI = "/generate"
_JSON = "application/json"

# name: (method, path, content type, body, status)
TABLE: dict[str, tuple[str, str, str, bytes, int]] = {
    "no body": ("POST", OPENAI, _JSON, b"", 400),
    "not JSON": ("POST", OPENAI, _JSON, b"{", 400),
    "invalid UTF-8": ("POST", OPENAI, _JSON, b'{"prompt": "\xff"}', 400),
    "a lone surrogate": ("POST", OPENAI, _JSON, b'{"prompt": "\\ud800x"}', 400),
    "deep nesting": ("POST", OPENAI, _JSON, b'{"prompt": "x", "user": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400),
    "an array": ("POST", OPENAI, _JSON, b"[]", 400),
    "no prompt": ("POST", OPENAI, _JSON, b"{}", 400),
    "prompt of a wrong type": ("POST", OPENAI, _JSON, b'{"prompt": 7}', 400),
    "two prompts": ("POST", OPENAI, _JSON, b'{"prompt": ["a", "b"]}', 400),
    "tokens as prompt": ("POST", OPENAI, _JSON, b'{"prompt": [1, 2]}', 400),
    "empty prompt": ("POST", OPENAI, _JSON, b'{"prompt": ""}', 422),
    "blank prompt": ("POST", OPENAI, _JSON, b'{"prompt": " \\n"}', 422),
    "NUL in prompt": ("POST", OPENAI, _JSON, b'{"prompt": "a\\u0000b"}', 422),
    "negative max_tokens": ("POST", OPENAI, _JSON, b'{"prompt": "x", "max_tokens": -1}', 400),
    "zero max_tokens": ("POST", OPENAI, _JSON, b'{"prompt": "x", "max_tokens": 0}', 400),
    "huge max_tokens": ("POST", OPENAI, _JSON, b'{"prompt": "x", "max_tokens": 1000000000000000000000}', 400),
    "large max_tokens": ("POST", OPENAI, _JSON, b'{"prompt": "x", "max_tokens": 100000}', 400),
    "max_tokens as text": ("POST", OPENAI, _JSON, b'{"prompt": "x", "max_tokens": "9"}', 400),
    "too many candidates": ("POST", OPENAI, _JSON, b'{"prompt": "x", "n": 99}', 400),
    "hot temperature": ("POST", OPENAI, _JSON, b'{"prompt": "x", "temperature": 9}', 400),
    "infinite temperature": ("POST", OPENAI, _JSON, b'{"prompt": "x", "temperature": 1e999}', 400),
    "five stops": ("POST", OPENAI, _JSON, b'{"prompt": "x", "stop": ["1","2","3","4","5"]}', 400),
    "an empty stop": ("POST", OPENAI, _JSON, b'{"prompt": "x", "stop": ""}', 400),
    "a control character in a name": ("POST", OPENAI, _JSON, b'{"prompt": "x", "filepath": "a\\nb"}', 400),
    "a form": ("POST", OPENAI, "application/x-www-form-urlencoded", b"prompt=x", 415),
    "no content type": ("POST", OPENAI, "", b'{"prompt": "x"}', 415),
    "chat": ("POST", "/v1/chat/completions", _JSON, b'{"messages": []}', 400),
    "unknown route": ("POST", "/v1/embeddings", _JSON, b"{}", 404),
    "unknown page": ("GET", "/admin", "", b"", 404),
    "a path with dots": ("GET", "/v1/../etc/passwd", "", b"", 404),
    "wrong method": ("GET", OPENAI, "", b"", 405),
    "too large": ("POST", OPENAI, _JSON, b'{"prompt": "' + b"x" * 600_000 + b'"}', 413),
    "TGI: no inputs": ("POST", TGI, _JSON, b"{}", 400),
    "TGI: empty inputs": ("POST", TGI, _JSON, b'{"inputs": ""}', 422),
    "TGI: negative tokens": ("POST", TGI, _JSON, b'{"inputs": "x", "parameters": {"max_new_tokens": -5}}', 400),
    "TGI: large tokens": ("POST", TGI, _JSON, b'{"inputs": "x", "parameters": {"max_new_tokens": 100000}}', 422),
    "TGI: a huge top_k": ("POST", TGI, _JSON, b'{"inputs": "x", "parameters": {"top_k": 9007199254740993}}', 400),
    "TGI: grammar": ("POST", TGI, _JSON, b'{"inputs": "x", "parameters": {"grammar": {"type": "regex"}}}', 422),
    "TGI: wrong type": ("POST", "/", _JSON, b'{"inputs": ["x"]}', 400),
    "TGI: a form": ("POST", "/generate_stream", "text/plain", b"x", 415),
}


@pytest.mark.parametrize(("method", "path", "media", "body", "status"), TABLE.values(), ids=TABLE)
async def test_bad_input_is_refused_and_recorded(method: str, path: str, media: str, body: bytes, status: int) -> None:
    """Each is answered in the dialect's own error form, leaves one failure record, and never reaches the model."""
    place = site()
    async with place.client() as client:
        headers = {"content-type": media} if media else {}
        answer = await client.request(method, path, content=body, headers=headers)

    assert status == answer.status_code
    assert [Kind.FAILURE] == place.kinds()
    assert [] == place.model.prompts  # type: ignore[attr-defined]
    error = answer.json()["error"]
    assert isinstance(error, str if path in {TGI, "/", "/generate_stream"} else dict)
    assert answer.headers["x-gateway-request-id"] == place.last().request_id


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (ModelUnavailable("refused"), 502),
        (ModelRejected("too long"), 422),
        (ModelOverloaded("busy", retry_after_s=7), 429),
        (ModelTimeout("slow"), 504),
    ],
    ids=lambda value: getattr(value, "kind", str(value)),
)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_a_failing_model_is_an_error_on_record(failure: GatewayError, status: int, stream: bool) -> None:  # noqa: FBT001 (a parameter)
    """The model's failure has its status in both forms; request and failure are recorded, the reason stays inside."""
    place = site(failure)  # type: ignore[arg-type]
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python", "stream": stream})

    assert (status, failure.kind) == (answer.status_code, answer.json()["error"]["code"])
    assert [Kind.REQUEST, Kind.FAILURE] == place.kinds()
    assert failure.reason not in answer.text
    assert answer.headers.get("retry-after") == ("7" if status == 429 else None)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_without_a_scan_there_is_no_code(stream: bool) -> None:  # noqa: FBT001 (a parameter)
    """When the engines cannot prove that they ran, the answer is 503 and holds no completion."""
    place = site("secret_answer = 1")
    place.scanner.failure = ScanIncomplete("the canary was not seen")  # type: ignore[attr-defined]
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python", "stream": stream})

    assert (503, "scan_incomplete") == (answer.status_code, answer.json()["error"]["code"])
    assert "secret_answer" not in answer.text
    assert "canary" not in answer.text
    assert "1" == answer.headers["retry-after"]
    assert [Kind.REQUEST, Kind.FAILURE] == place.kinds()


async def test_a_refused_release_is_on_record() -> None:
    """A receipt that is not the ledger's own releases nothing, and the log says so beside the completion."""
    place = site("secret_answer = 1")
    place.seal = FakeLedger().seal
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python"})

    assert (500, "release_refused") == (answer.status_code, answer.json()["error"]["code"])
    assert "secret_answer" not in answer.text
    assert Kind.FAILURE is place.kinds()[-1]


async def test_a_bug_before_the_attempt_is_on_record_too() -> None:
    """Whatever breaks, wherever: one failure on record and no word of it in the answer."""
    place = site()
    place.admission.slot = None  # type: ignore[assignment, method-assign]
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python"})

    assert (500, "internal_error") == (answer.status_code, answer.json()["error"]["code"])
    assert [Kind.FAILURE] == place.kinds()


async def test_without_a_record_there_is_no_code() -> None:
    """When the ledger cannot commit, the answer is 503 and holds no completion."""
    place = site("secret_answer = 1")
    place.ledger.available = False
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python"})

    assert (503, "audit_unavailable") == (answer.status_code, answer.json()["error"]["code"])
    assert "secret_answer" not in answer.text
    assert "1" == answer.headers["retry-after"]


async def test_nobody_comes_in_without_a_token() -> None:
    """No token: 401 in the dialect's form, a denial on record, the reason only there."""
    place = site()
    async with place.client(token="") as client:
        openai, tgi = await client.post(OPENAI, json={"prompt": "x"}), await client.post(TGI, json={"inputs": "x"})

    assert [401, 401] == [openai.status_code, tgi.status_code]
    assert "unauthenticated" == openai.json()["error"]["code"]
    assert "validation" == tgi.json()["error_type"]
    assert [Kind.DENIAL, Kind.DENIAL] == place.kinds()
    assert "unknown token" == place.last().failure_reason
    assert "unknown token" not in openai.text + tgi.text


async def test_nobody_comes_in_from_elsewhere() -> None:
    """A good token from an address off the list: 403, recorded with the address."""
    place = site()
    async with place.client(peer="203.0.113.9") as client:
        answer = await client.post(OPENAI, json={"prompt": "x"})

    assert 403 == answer.status_code
    assert (Kind.DENIAL, "203.0.113.9") == (place.last().kind, place.last().address)


@pytest.mark.parametrize(("token", "path"), [("auditor", OPENAI), ("operator", OPENAI), ("good", "/metrics")])
async def test_a_role_opens_only_its_own_doors(token: str, path: str) -> None:
    """Auditors and operators get no completions, developers no metrics; each refusal is a denial on record."""
    place = site()
    async with place.client(token=token) as client:
        answer = await client.get(path) if path == "/metrics" else await client.post(path, json={"prompt": "x"})

    assert 403 == answer.status_code
    assert [Kind.DENIAL] == place.kinds()


async def test_an_unknown_route_asks_for_a_token_first() -> None:
    """Strangers cannot map the routes."""
    async with site().client(token="") as client:
        answer = await client.get("/no/such/page")

    assert 401 == answer.status_code


async def test_health_is_open_and_readiness_tells_the_truth() -> None:
    """`/livez` needs no token; `/readyz` turns red when the ledger's probe fails."""
    place = site()
    async with place.client(token="") as client:
        live, ready = await client.get("/livez"), await client.get("/readyz")
        place.ledger.available = False
        red = await client.get("/readyz")

    assert [200, 200, 503] == [live.status_code, ready.status_code, red.status_code]
    assert {"ledger": "audit_unavailable"} == red.json()


async def test_metrics_count_decisions_and_failures() -> None:
    """An operator sees what was decided and what failed."""
    place = site("1 + 1")
    async with place.client() as client:
        await client.post(OPENAI, json={"prompt": "x = ", "language": "python"})
        await client.post(OPENAI, json={})
    async with place.client(token="operator") as client:
        text = (await client.get("/metrics")).text

    assert 'gateway_decisions_total{action="allow",language="python"} 1.0' in text
    assert 'gateway_failures_total{kind="bad_request"} 1.0' in text


async def test_a_smaller_limit_is_obeyed() -> None:
    """The body limit is the setting's, also without a content length."""
    place = site()
    place.settings = HttpSettings(body_bytes_max=100)

    async def chunks() -> object:
        for _ in range(10):
            yield b" " * 50

    async with place.client() as client:
        answer = await client.post(OPENAI, content=chunks(), headers={"content-type": "application/json"})  # type: ignore[arg-type]

    assert (413, "body_too_large") == (answer.status_code, json.loads(answer.text)["error"]["code"])


async def test_an_overloaded_caller_is_refused_before_anything_is_kept() -> None:
    """A refusal by rate or queue is one failure record without the prompt; the model is not asked."""
    place = site()
    place.admission.free = 0
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python"})

    assert (429, "1") == (answer.status_code, answer.headers["retry-after"])
    assert [Kind.FAILURE] == place.kinds()
    assert place.last().prompt is None
    assert [] == place.model.prompts  # type: ignore[attr-defined]


async def test_a_bug_is_recorded_once_and_says_nothing() -> None:
    """An exception that nobody foresaw is a 500 with one failure on record, and no word of it in the answer."""
    place = site()

    async def break_down(*_: object) -> None:
        raise RuntimeError("secret words")

    place.scanner.scan = break_down  # type: ignore[method-assign, assignment]
    async with place.client() as client:
        answer = await client.post(OPENAI, json={"prompt": "x = ", "language": "python"})

    assert (500, "internal_error") == (answer.status_code, answer.json()["error"]["code"])
    assert [Kind.REQUEST, Kind.FAILURE] == place.kinds()
    assert "secret words" not in answer.text
