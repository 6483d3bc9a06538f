"""The local model's server on the real SmolLM2: it speaks TGI's protocol, to the real client and in raw HTTP."""

import asyncio
import json
from typing import cast

import httpx2
import pytest
from huggingface_hub import AsyncInferenceClient
from huggingface_hub.errors import ValidationError

from gateway.embedded.local_model import LocalModel

_PROMPT = (
    'import hashlib\n\n\ndef digest(data: bytes) -> str:\n    """Return the SHA-256 of data."""\n    return hashlib.'
)
_SAID = "sha256(data).hexdigest()\n"
_SHORT: dict[str, object] = {"max_new_tokens": 16, "stop": ["\n"]}


def http(model: LocalModel) -> httpx2.AsyncClient:
    """Return a raw client for the local model."""
    return httpx2.AsyncClient(base_url=model.url, trust_env=False, timeout=60)


def events(text: str) -> list[dict[str, object]]:
    """Return the events of a stream."""
    lines = [line for line in text.split("\n\n") if line]

    assert all(line.startswith("data:") for line in lines)
    return [cast("dict[str, object]", json.loads(line.removeprefix("data:"))) for line in lines]


async def test_generates_real_code(local_model: LocalModel) -> None:
    """The object of `/generate` holds text and details; the stop sequence stays in the text, as in TGI."""
    async with http(local_model) as client:
        response = await client.post("/generate", json={"inputs": _PROMPT, "parameters": _SHORT})
    answer = response.json()
    details = answer["details"]

    assert _SAID == answer["generated_text"]
    assert ("stop_sequence", None, []) == (details["finish_reason"], details["seed"], details["prefill"])
    assert _SAID == "".join(token["text"] for token in details["tokens"])
    assert details["generated_tokens"] == len(details["tokens"])
    assert response.headers["x-prompt-tokens"] == "30"


async def test_compatible_route_is_a_list_with_echo(local_model: LocalModel) -> None:
    """`/` answers a list of one and repeats the prompt, unless told not to."""
    async with http(local_model) as client:
        echoed = await client.post("/", json={"inputs": _PROMPT, "parameters": _SHORT})
        plain = await client.post("/", json={"inputs": _PROMPT, "parameters": _SHORT | {"return_full_text": False}})

    assert [_PROMPT + _SAID] == [each["generated_text"] for each in echoed.json()]
    assert [_SAID] == [each["generated_text"] for each in plain.json()]


@pytest.mark.parametrize(
    "parameters", [_SHORT, {"max_new_tokens": 5}, {"max_new_tokens": 12, "seed": 4, "temperature": 1.2}]
)
async def test_streamed_is_unstreamed(local_model: LocalModel, parameters: dict[str, object]) -> None:
    """The streamed text equals the unstreamed one, token for token, and only the last event has the whole."""
    body = {"inputs": _PROMPT, "parameters": parameters}
    async with http(local_model) as client:
        whole = (await client.post("/generate", json=body)).json()
        response = await client.post("/generate_stream", json=body)
    streamed = events(response.text)
    texts = [cast("dict[str, str]", event["token"])["text"] for event in streamed]

    assert response.headers["content-type"].startswith("text/event-stream")
    assert whole["generated_text"] == "".join(texts) == streamed[-1]["generated_text"]
    assert [None] * (len(streamed) - 1) == [event["generated_text"] for event in streamed[:-1]]
    assert list(range(1, len(streamed) + 1)) == [event["index"] for event in streamed]
    assert whole["details"]["finish_reason"] == cast("dict[str, str]", streamed[-1]["details"])["finish_reason"]


async def test_greedy_is_deterministic(local_model: LocalModel) -> None:
    """The same greedy prompt gives the same tokens and the same log-probabilities, whatever came between."""
    body = {"inputs": _PROMPT, "parameters": _SHORT}
    async with http(local_model) as client:
        first = (await client.post("/generate", json=body)).json()
        await client.post("/generate", json={"inputs": _PROMPT[:40], "parameters": {"max_new_tokens": 3}})
        await client.post("/generate", json={"inputs": "Once upon", "parameters": {"max_new_tokens": 3}})
        second = (await client.post("/generate", json=body)).json()

    assert first == second


async def test_seed_is_respected(local_model: LocalModel) -> None:
    """Sampling with one seed repeats itself, with another it differs."""
    async with http(local_model) as client:
        texts = [
            (
                await client.post(
                    "/generate",
                    json={
                        "inputs": "x = ",
                        "parameters": {"seed": seed, "do_sample": True, "temperature": 1.5, "max_new_tokens": 12},
                    },
                )
            ).json()["generated_text"]
            for seed in (1, 2, 1)
        ]

    assert texts[0] == texts[2] != texts[1]


async def test_best_of_returns_the_other_too(local_model: LocalModel) -> None:
    """Of two sampled sequences one is the answer and the other is in its details."""
    parameters = {"best_of": 2, "do_sample": True, "max_new_tokens": 3}
    async with http(local_model) as client:
        answer = (await client.post("/generate", json={"inputs": "x = ", "parameters": parameters})).json()

    assert 1 == len(answer["details"]["best_of_sequences"])


async def test_truncate_keeps_the_end(local_model: LocalModel) -> None:
    """`truncate` keeps the last tokens of the prompt."""
    parameters = {"truncate": 5, "max_new_tokens": 1}
    async with http(local_model) as client:
        response = await client.post("/generate", json={"inputs": _PROMPT, "parameters": parameters})

    assert "5" == response.headers["x-prompt-tokens"]


@pytest.mark.parametrize("path", ["/", "/generate", "/generate_stream"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b'{"inputs":""}',
        b'{"inputs":"x","parameters":{"max_new_tokens":99999}}',
        b'{"inputs":"' + b"a " * 3_000 + b'"}',
    ],
    ids=["nothing", "half", "list", "empty", "too many new tokens", "too long"],
)
async def test_errors_have_tgi_form(local_model: LocalModel, path: str, body: bytes) -> None:
    """A refused request is 422 with error and error_type; on the stream route as an event."""
    async with http(local_model) as client:
        response = await client.post(path, content=body)
    streams = path == "/generate_stream"
    error = json.loads(response.text.removeprefix("data:") if streams else response.text)

    assert 422 == response.status_code
    assert ("text/event-stream" if streams else "application/json") == response.headers["content-type"]
    assert {"error", "error_type"} == error.keys()
    assert "validation" == error["error_type"]


async def test_too_large_a_body(local_model: LocalModel) -> None:
    """A body over 2 MiB is 413."""
    async with http(local_model) as client:
        response = await client.post("/generate", content=b'{"inputs":"' + b"x" * 2_097_152)

    assert 413 == response.status_code


async def test_routes(local_model: LocalModel) -> None:
    """Health, info and metrics answer; unknown routes and methods are refused."""
    async with http(local_model) as client:
        info = (await client.get("/info")).json()
        statuses = [(await client.get(path)).status_code for path in ("/health", "/metrics", "/generate", "/nope")]
        metrics = (await client.get("/metrics")).text

    assert [200, 200, 405, 404] == statuses
    assert ("HuggingFaceTB/SmolLM2-135M-Instruct", 2_047, 2_048) == (
        info["model_id"],
        info["max_input_tokens"],
        info["max_total_tokens"],
    )
    assert info["max_input_length"] == info["max_input_tokens"]
    assert all(name in metrics for name in ("tgi_request_count ", "tgi_request_success ", "tgi_queue_size "))


async def test_a_crowd_is_told_to_wait(local_model: LocalModel) -> None:
    """More requests than the queue holds: the surplus gets 429 overloaded, the others their answers."""
    body = {"inputs": "x = ", "parameters": {"max_new_tokens": 4}}
    async with http(local_model) as client:
        responses = await asyncio.gather(*(client.post("/generate", json=body) for _ in range(20)))
    statuses = [response.status_code for response in responses]
    errors = {response.json()["error_type"] for response in responses if response.status_code == 429}

    assert {200, 429} == set(statuses)
    assert {"overloaded"} == errors
    assert 8 <= statuses.count(200)


@pytest.mark.parametrize("path", ["/generate", "/generate_stream"])
async def test_hanging_up_stops_the_generation(local_model: LocalModel, path: str) -> None:
    """When the caller goes away, the model stops at the next token, streamed or not."""
    body = {"inputs": "Count: 1 2 3 4 5", "parameters": {"max_new_tokens": 2_000}}
    async with http(local_model) as watcher:
        before = await _metric(watcher, 'tgi_request_failure{err="dropped"}')
        async with http(local_model) as caller:
            call = asyncio.create_task(caller.post(path, json=body))
            async with asyncio.timeout(30):
                while await _metric(watcher, "tgi_batch_current_size") < 1:
                    pass
            call.cancel()
            await asyncio.wait([call])
        async with asyncio.timeout(5):  # 2,000 tokens take ten seconds or more
            while await _metric(watcher, "tgi_batch_current_size") > 0:
                pass
        after = await _metric(watcher, 'tgi_request_failure{err="dropped"}')

    assert before + 1 == after


async def _metric(client: httpx2.AsyncClient, name: str) -> float:
    lines = (await client.get("/metrics")).text.splitlines()
    return next(float(line.removeprefix(name)) for line in lines if line.startswith(name + " "))


async def test_the_real_client_streams_and_fails(local_model: LocalModel) -> None:
    """huggingface_hub's own client understands answers, streams and errors."""
    async with AsyncInferenceClient(base_url=local_model.url, token="t", timeout=60) as client:
        text = await client.text_generation(_PROMPT, max_new_tokens=16, stop=["\n"], return_full_text=False)
        stream = await client.text_generation(_PROMPT, max_new_tokens=16, stop=["\n"], stream=True)
        pieces = [piece async for piece in stream]
        with pytest.raises(ValidationError, match="inputs"):
            await client.text_generation("")

    assert _SAID == text == "".join(pieces)
