"""The promises, end to end: what real clients receive, and what the log holds afterwards."""

import asyncio
import json
import socket

import httpx2
import pytest
from huggingface_hub import AsyncInferenceClient
from openai import AsyncOpenAI

from gateway.values import sha256_hex
from tests.fakes.tgi_server import Reply, failure, good, http
from tests.service.conftest import Running

GONE_S_MAX = 5
HARMLESS = "def add(a, b):\n    return "


def _text(answer: httpx2.Response) -> str:
    return "".join(choice["text"] for choice in answer.json().get("choices", []))


async def test_a_harmless_completion_is_released_and_recorded(running: Running) -> None:
    """Allowed text leaves whole; its request and its completion are in the log under the answer's request id."""
    async with running.model(good("a + b\n")):
        answer = await running.complete(HARMLESS)
    records = running.records(answer.headers["x-gateway-request-id"])

    assert ("allow", "a + b\n") == (answer.headers["x-gateway-decision"], _text(answer))
    assert {("request", None), ("completion", "allow")} == {(record.kind, record.decision) for record in records}
    assert {"alice"} == {record.caller for record in records}
    assert sha256_hex("a + b\n") in answer.headers["x-gateway-receipt"]


async def test_an_offence_is_trimmed_to_its_safe_head(running: Running) -> None:
    """What stands before the first offence leaves, scanned by itself; the record names the rule."""
    async with running.model(good(" str(x)\n    print(x)\n    os.system(x)\n")):
        answer = await running.complete("import os\n\n\ndef run(x):\n    x =")
    records = running.records(answer.headers["x-gateway-request-id"])

    assert ("trim", " str(x)\n    print(x)\n") == (answer.headers["x-gateway-decision"], _text(answer))
    assert "content_filter" == answer.json()["choices"][0]["finish_reason"]
    assert any("python-os-system" in record.rules for record in records)


@pytest.mark.parametrize(
    ("language", "prompt", "completion"),
    [
        ("python", "import subprocess\n\n\ndef run(c):\n    return ", "subprocess.call(c, shell=True)\n"),
        ("javascript", "function run(c) {\n  return ", "eval(c);\n}\n"),
        (
            "java",
            "class A {\n  void run(String c) throws Exception {\n    ",
            'Runtime.getRuntime().exec("sh -c " + c);\n  }\n}\n',
        ),
        (
            "go",
            'package a\n\nimport "os/exec"\n\nfunc run(c string) error {\n\treturn ',
            'exec.Command("sh", "-c", c).Run()\n}\n',
        ),
    ],
    ids=["python", "javascript", "java", "go"],
)
async def test_a_dangerous_call_is_blocked_in_every_language(
    running: Running, language: str, prompt: str, completion: str
) -> None:
    """Where nothing safe is left, nothing leaves; and the caller reads which rule and what to do instead."""
    async with running.model(good(completion)):
        answer = await running.complete(prompt, language=language)

    assert (200, "block", "") == (answer.status_code, answer.headers["x-gateway-decision"], _text(answer))
    assert answer.json()["gateway"]["findings"][0]["remedy"]


OBFUSCATED = {
    "a lone carriage return": ("python", "x = 1  # fine\rimport os; os.system('id')\n"),
    "full-width letters": ("python", "\uff45\uff56\uff41\uff4c(input())\n"),
    "a line separator": ("javascript", "x = 1; // fine\u2028eval(x)\n"),
    "a paragraph separator": ("javascript", "x = 1; // fine\u2029eval(x)\n"),
    "NEL": ("python", "x = 1  # fine\x85import os\n"),
    "NUL": ("python", "x = 1\0\n"),
    "a bidirectional control": ("python", "x = 'user\u202e' # '\n"),
    "a coding cookie": ("python", "# coding: utf-7\nx = 1\n"),
    "an escaped identifier": ("javascript", "\\u0065val(x);\n"),
    "a Java escape": ("java", "class A { void f() { \\u0052untime.getRuntime(); } }\n"),
}


@pytest.mark.parametrize(("language", "completion"), OBFUSCATED.values(), ids=OBFUSCATED)
async def test_obfuscated_text_is_blocked_with_its_reason(running: Running, language: str, completion: str) -> None:
    """Text that a compiler reads differently from a scanner never leaves."""
    async with running.model(good(completion)):
        answer = await running.complete("\n", language=language, suffix="\n//" if language != "python" else "\n#")

    assert (200, "block", "") == (answer.status_code, answer.headers["x-gateway-decision"], _text(answer))
    assert "obfuscated_text" == answer.headers["x-gateway-rules"]
    (record,) = running.whole_records(answer.headers["x-gateway-request-id"])
    assert ("completion", "block", ("obfuscated_text",)) == (record.kind, record.decision, record.reasons)


@pytest.mark.parametrize("line_end", ["\r", "\u2028", "\u2029"], ids=["CR", "U+2028", "U+2029"])
async def test_no_protocol_lets_a_hidden_line_end_out(running: Running, line_end: str) -> None:
    """Whole or streamed, in both dialects: no text, its reason, and a block on record."""
    head = {"authorization": f"Bearer {running.token(subject='bob')}", "x-gateway-language": "python"}
    openai = {"prompt": HARMLESS, "language": "python"}
    tgi = {"inputs": HARMLESS, "parameters": {"details": True}}
    async with (
        running.model(good(f"a + b  # fine{line_end}import os; os.system('id')\n")),
        httpx2.AsyncClient(base_url=running.url, headers=head, timeout=30, trust_env=False) as client,
    ):
        answers = [
            await client.post("/v1/completions", json=openai),
            await client.post("/v1/completions", json={**openai, "stream": True}),
            await client.post("/generate", json=tgi),
            await client.post("/generate_stream", json=tgi),
        ]
    records = [running.whole_records(answer.headers["x-gateway-request-id"]) for answer in answers]

    assert [(200, "block", "obfuscated_text")] * 4 == [
        (answer.status_code, answer.headers["x-gateway-decision"], answer.headers["x-gateway-rules"])
        for answer in answers
    ]
    assert [] == [answer.text for answer in answers if "a + b" in answer.text or "os.system" in answer.text]
    assert [[("block", ("obfuscated_text",))]] * 4 == [
        [(record.decision, record.reasons) for record in found] for found in records
    ]


BROKEN_MODELS = {
    "garbage": (Reply((http(200, b"\x00\xff garbage"),)), 502),
    "nothing": (Reply((http(200, b""),)), 502),
    "a lone surrogate": (good("x = '\ud800'\n"), 502),
    "HTML": (Reply((http(502, b"<html>bad gateway</html>", content_type="text/html"),)), 502),
    "a redirect": (Reply((http(307, b"", "location: http://127.0.0.1:1/"),)), 502),
    "half an answer": (Reply((http(200, json.dumps({"generated_text": "x"}).encode())[:-5],), then="close"), 502),
    "an end that never comes": (Reply((b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{",), then="hang"), 504),
    "validation": (failure(422, "validation", "secret words"), 422),
    "overload": (failure(429, "overloaded"), 429),
    "a generation error": (failure(424, "generation"), 502),
}


@pytest.mark.parametrize(("reply", "status"), BROKEN_MODELS.values(), ids=BROKEN_MODELS)
async def test_a_broken_model_is_a_clear_error(running: Running, reply: Reply, status: int) -> None:
    """Each is an error of its own status, on record, with nothing released; and the next request is well again."""
    async with running.model(reply):
        answer = await running.complete(HARMLESS)
    async with running.model(good("a + b\n")):
        after = await running.complete(HARMLESS)
    records = running.records(answer.headers["x-gateway-request-id"])

    assert status == answer.status_code
    assert "choices" not in answer.json()
    assert "secret words" not in answer.text
    assert {"request", "failure"} == {record.kind for record in records}
    assert "allow" == after.headers["x-gateway-decision"]


async def test_an_absent_model_is_a_clear_error(running: Running) -> None:
    """A refused connection is 502, on record with its reason, which the caller does not read."""
    answer = await running.complete(HARMLESS)
    (record,) = running.whole_records(answer.headers["x-gateway-request-id"])

    assert (502, "model_unavailable") == (answer.status_code, answer.json()["error"]["code"])
    assert "failure" == record.kind
    assert record.failure
    assert "model_unavailable" == record.failure.kind
    assert record.failure.reason not in answer.text
    assert (None, None) == (record.decision, record.released)


async def test_real_clients_get_the_same_answer(running: Running) -> None:
    """The openai SDK, whole and streamed, and huggingface_hub's text_generation read the same text."""
    token = running.token()
    async with running.model(good("a + b\n")):
        async with AsyncOpenAI(base_url=f"{running.url}/v1", api_key=token, max_retries=0) as openai:
            extra = {"language": "python"}
            whole = await openai.completions.create(model="m", prompt=HARMLESS, max_tokens=9, extra_body=extra)
            stream = await openai.completions.create(model="m", prompt=HARMLESS, extra_body=extra, stream=True)
            streamed = "".join([chunk.choices[0].text async for chunk in stream if chunk.choices])
        head = {"x-gateway-language": "python"}
        async with AsyncInferenceClient(base_url=f"{running.url}/generate", token=token, headers=head) as hub:
            generated = await hub.text_generation(HARMLESS, max_new_tokens=9)
        async with AsyncInferenceClient(base_url=f"{running.url}/generate_stream", token=token, headers=head) as hub:
            pieces = [piece async for piece in await hub.text_generation(HARMLESS, max_new_tokens=9, stream=True)]

    assert {"a + b\n"} == {whole.choices[0].text, streamed, generated, "".join(pieces)}


async def test_a_caller_who_hangs_up_stops_the_model(running: Running) -> None:
    """The request to the model server is closed, and the cancel is on record."""
    async with running.model(Reply((b"",), then="hang")) as model:
        call = asyncio.create_task(running.complete(HARMLESS))
        await asyncio.wait_for(model.arrived.wait(), 10)
        call.cancel()
        await asyncio.wait_for(model.hung_up.wait(), GONE_S_MAX)

        (request,) = running.all_records("request")[:1]
        async with asyncio.timeout(GONE_S_MAX):
            while not (found := running.whole_records(request.request_id)):
                await asyncio.to_thread(running.records, request.request_id)

    assert model.hung_up.is_set()
    assert [("cancel", None, None)] == [(record.kind, record.decision, record.released) for record in found]
    assert "alice" == request.caller


async def test_a_large_body_is_refused_and_the_connection_survives(running: Running) -> None:
    """A prompt of 1 MB is 413, whole or in chunks."""
    answer = await running.complete("x = 1\n" * 200_000)

    assert (413, "body_too_large") == (answer.status_code, answer.json()["error"]["code"])


async def test_an_endless_head_is_cut_off(running: Running) -> None:
    """A request head that never ends is refused at 32 kB instead of filling the memory."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nhost: x\r\n")
        received = b""
        try:
            for _ in range(200):
                connection.sendall(b"x-filler: " + b"a" * 1000 + b"\r\n")
            received = connection.recv(1000)
        except (BrokenPipeError, ConnectionResetError):
            received = b"closed"

    assert received.startswith((b"HTTP/1.1 400", b"closed")) or not received


async def test_special_tokens_in_a_prompt_are_harmless(running: Running) -> None:
    """FIM tokens of every family in user text are answered like any text."""
    prompt = "# <fim_middle> <|fim_suffix|> <[fim-middle]> <|endoftext|>\n" + HARMLESS
    async with running.model(good("a + b\n")):
        answer = await running.complete(prompt)

    assert "allow" == answer.headers["x-gateway-decision"]


async def test_an_unknown_language_is_blocked(running: Running) -> None:
    """What cannot be scanned does not leave."""
    async with running.model(good("DISPLAY 'X'.\n")):
        answer = await running.complete("IDENTIFICATION DIVISION.\n", language="cobol")

    assert ("block", "unsupported_language") == (
        answer.headers["x-gateway-decision"],
        answer.headers["x-gateway-rules"],
    )


async def test_readiness_is_green_on_the_whole_house(running: Running) -> None:
    """Ledger, scanner and model probes are all well."""
    async with running.model(good("x")), httpx2.AsyncClient(trust_env=False, timeout=20) as client:
        answer = await client.get(f"{running.url}/readyz")

    assert {"ledger": "ok", "scanner": "ok", "model": "ok"} == answer.json()
