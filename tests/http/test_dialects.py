"""Every dialect gives the same answer, streamed or not, and says what was decided."""

import json
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.record import Kind
from gateway.values import sha256_hex
from tests.http.conftest import site


def _texts(answers: dict[str, httpx2.Response]) -> dict[str, str]:
    """Read the text out of each dialect's form."""
    events = [line[6:] for line in answers["openai stream"].text.split("\n\n") if line.startswith("data: {")]
    tgi_events = [line[5:] for line in answers["tgi stream"].text.split("\n\n") if line.startswith("data:")]
    return {
        "openai": answers["openai"].json()["choices"][0]["text"],
        "openai stream": "".join(choice["text"] for event in events for choice in json.loads(event)["choices"]),
        "tgi generate": answers["tgi generate"].json()["generated_text"],
        "tgi root": answers["tgi root"].json()[0]["generated_text"],
        "tgi stream": json.loads(tgi_events[-1])["generated_text"],
    }


async def _ask_all(answer: str, prompt: str = "x = ") -> dict[str, httpx2.Response]:
    """Ask the same question in every dialect."""
    tgi = {"inputs": prompt, "parameters": {"max_new_tokens": 9, "return_full_text": False}}
    head = {"x-gateway-language": "python"}
    openai = {"prompt": prompt, "max_tokens": 9, "language": "python"}
    async with site(answer).client() as client:
        return {
            "openai": await client.post("/v1/completions", json=openai),
            "openai stream": await client.post("/v1/completions", json={**openai, "stream": True}),
            "tgi generate": await client.post("/generate", json=tgi, headers=head),
            "tgi root": await client.post("/", json=tgi, headers=head),
            "tgi stream": await client.post("/generate_stream", json=tgi, headers=head),
        }


@pytest.mark.parametrize(
    ("answer", "decision", "text"),
    [("1 + 1", "allow", "1 + 1"), ("eval(input())", "block", "")],
    ids=["allow", "block"],
)
async def test_every_dialect_agrees(answer: str, decision: str, text: str) -> None:
    """The same text and the same decision, whatever the protocol and whether streamed."""
    answers = await _ask_all(answer)

    assert dict.fromkeys(answers, 200) == {name: item.status_code for name, item in answers.items()}
    assert dict.fromkeys(answers, decision) == {
        name: item.headers["x-gateway-decision"] for name, item in answers.items()
    }
    assert dict.fromkeys(answers, text) == _texts(answers)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["a = 1\n", "eval(x)", "eval(x)\nb = 2\n", "é = 'ü'\n", "", "\n\n", "x\ty", "# eval"]),
    st.booleans(),
)
async def test_no_dialect_ever_says_more_than_another(answer: str, crlf: bool) -> None:  # noqa: FBT001 (drawn)
    """Property: one text per question over all dialects; line ends follow the prompt's."""
    answers = await _ask_all(answer, "x = 1\r\ny = " if crlf else "x = 1\ny = ")

    assert 1 == len(set(_texts(answers).values()))


async def test_an_answer_carries_its_evidence() -> None:
    """Decision, request id, receipt, overhead: in headers, where they disturb no client."""
    async with site("1 + 1").client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "x = ", "language": "python"})

    headers = answer.headers
    assert "allow" == headers["x-gateway-decision"]
    assert answer.json()["id"] == "cmpl-" + headers["x-gateway-request-id"]
    assert sha256_hex("1 + 1") in headers["x-gateway-receipt"]
    assert float(headers["x-gateway-overhead-ms"]) >= 0
    assert "server-timing" not in headers


async def test_the_record_comes_before_the_answer() -> None:
    """An answer leaves a request record and a completion record that names the released text's hash."""
    place = site("1 + 1")
    async with place.client() as client:
        await client.post("/v1/completions", json={"prompt": "x = ", "language": "python"})

    assert [Kind.REQUEST, Kind.COMPLETION] == place.kinds()
    assert sha256_hex("1 + 1") == place.last().released_sha256


async def test_several_candidates_are_judged_one_by_one() -> None:
    """`n` answers have `n` choices, records and receipts."""
    place = site("1 + 1")
    async with place.client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "x = ", "n": 3, "language": "python"})

    assert [0, 1, 2] == [choice["index"] for choice in answer.json()["choices"]]
    assert 3 == place.kinds().count(Kind.COMPLETION)
    assert 3 == len(answer.headers["x-gateway-receipt"].split(","))


async def test_a_block_can_be_an_error_for_pipelines() -> None:
    """With `X-Gateway-Block-As: error` a full block is a 422 of type policy_violation."""
    async with site("eval(x)").client() as client:
        body = {"prompt": "x = ", "language": "python"}
        answer = await client.post("/v1/completions", json=body, headers={"x-gateway-block-as": "error"})

    assert (422, "policy_violation") == (answer.status_code, answer.json()["error"]["type"])


async def test_line_ends_are_the_callers() -> None:
    """A prompt with CRLF gets CRLF back; nothing else changes."""
    async with site("a = 1\nb = 2\n").client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "x = 0\r\n", "language": "python"})

    assert "a = 1\r\nb = 2\r\n" == answer.json()["choices"][0]["text"]


async def test_the_root_echoes_as_tgi_does() -> None:
    """TGI's `/` returns the prompt too, unless told not to."""
    async with site("1 + 1").client() as client:
        answer = await client.post("/", json={"inputs": "x = "}, headers={"x-gateway-language": "python"})

    assert [{"generated_text": "x = 1 + 1"}] == [{"generated_text": item["generated_text"]} for item in answer.json()]


async def test_usage_comes_last_in_a_stream_when_asked_for() -> None:
    """`stream_options.include_usage` adds a chunk without choices before [DONE]."""
    body: dict[str, Any] = {"prompt": "x = ", "language": "python", "stream": True}
    async with site("1 + 1").client() as client:
        answer = await client.post("/v1/completions", json={**body, "stream_options": {"include_usage": True}})
    events = answer.text.strip().split("\n\n")

    assert "data: [DONE]" == events[-1]
    assert [] == json.loads(events[-2][6:])["choices"]


async def test_models_and_info_name_the_model() -> None:
    """`/v1/models` and `/info` answer a proven caller."""
    async with site().client() as client:
        models, info = await client.get("/v1/models"), await client.get("/info")

    assert ["fake-model"] == [model["id"] for model in models.json()["data"]]
    assert "fake-model" == info.json()["model_id"]
    assert info.json()["max_input_tokens"] == info.json()["max_input_length"]
