"""A trim, and several candidates with different decisions, in every dialect: the form, and what leaves is on record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx2
import pytest

from audit.record import Kind
from gateway.ports import Model
from gateway.values import Action, Confidence, Event, Generated, Prompt, Severity, sha256_hex
from tests.fakes.bundle import small_bundle
from tests.fakes.model import FakeModel, generated
from tests.http.conftest import Site

_HEAD = "1\ny = 2\n"
_TRIMMED = f"{_HEAD}eval(y)\nz = 3\n"
_WHOLE = "1\ny = 2\n# done"
_OFFENCE = "eval(input())\n"
_PYTHON = {"x-gateway-language": "python"}


@dataclass(slots=True)
class _Chorus:
    """A model whose candidates differ."""

    texts: tuple[str, ...]

    async def generate(self, prompt: Prompt, candidates: int) -> tuple[Generated, ...]:
        """Return the texts, one a candidate."""
        assert prompt.text
        return tuple(generated(text) for text in self.texts[:candidates])

    async def probe(self) -> None:
        """Be well."""


def _trimming(model: Model) -> Site:
    """Return an edge whose policy trims a weakness where something safe is left."""
    bundle = small_bundle()
    gentle = replace(
        bundle.profiles["standard"],
        weakness={(severity, confidence): Action.TRIM for severity in Severity for confidence in Confidence},
    )
    return Site(model, bundle=replace(bundle, profiles={"standard": gentle}))


def _openai_events(answer: httpx2.Response) -> Iterator[dict[str, Any]]:
    """Read an OpenAI stream; it must end with [DONE], and every event must be one line of data."""
    assert answer.headers["content-type"].startswith("text/event-stream")
    *events, done, rest = answer.text.split("\n\n")
    assert ("data: [DONE]", "") == (done, rest)
    for event in events:
        assert 1 == len(event.splitlines())
        yield json.loads(event.removeprefix("data: "))


def _tgi_event(answer: httpx2.Response) -> dict[str, Any]:
    """Read a TGI stream of one event."""
    assert answer.headers["content-type"].startswith("text/event-stream")
    event, rest = answer.text.split("\n\n")
    assert rest == ""
    assert 1 == len(event.splitlines())
    read: dict[str, Any] = json.loads(event.removeprefix("data:"))
    return read


def _outcomes(place: Site) -> list[Event]:
    return [event for event in place.ledger.events if event.kind is Kind.COMPLETION]


def _assert_on_record(place: Site, answer: httpx2.Response, *texts: str) -> None:
    """Check that exactly these texts, before CRLF is put back, are what the records and the receipts name."""
    hashes = [sha256_hex(text) for text in texts]
    receipts = answer.headers["x-gateway-receipt"].split(",")

    assert hashes == [event.released_sha256 for event in _outcomes(place)]
    assert len(hashes) == len(receipts)
    assert all(digest in receipt for digest, receipt in zip(hashes, receipts, strict=True))


async def test_a_trim_in_openais_form() -> None:
    """Whole: the safe head, `content_filter`, the decision and the finding with its place."""
    place = _trimming(FakeModel((_TRIMMED,)))
    async with place.client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "x = ", "language": "python"})
    choice = answer.json()["choices"][0]

    assert (_HEAD, "content_filter") == (choice["text"], choice["finish_reason"])
    assert ("trim", "trim") == (answer.headers["x-gateway-decision"], answer.json()["gateway"]["decision"])
    assert [("fake-eval", 3)] == [(item["rule"], item["line"]) for item in answer.json()["gateway"]["findings"]]
    _assert_on_record(place, answer, _HEAD)


async def test_a_trim_in_openais_stream() -> None:
    """Streamed: one event with the head, one with `content_filter` and no text, and [DONE]."""
    place = _trimming(FakeModel((_TRIMMED,)))
    async with place.client() as client:
        body = {"prompt": "x = ", "language": "python", "stream": True}
        answer = await client.post("/v1/completions", json=body)
    first, last = _openai_events(answer)

    assert [(_HEAD, None)] == [(choice["text"], choice["finish_reason"]) for choice in first["choices"]]
    assert [("", "content_filter")] == [(choice["text"], choice["finish_reason"]) for choice in last["choices"]]
    assert ("trim", "trim") == (answer.headers["x-gateway-decision"], last["gateway"]["decision"])
    assert "eval" not in json.dumps(first["choices"])
    _assert_on_record(place, answer, _HEAD)


@pytest.mark.parametrize("path", ["/generate", "/"])
async def test_a_trim_in_tgis_form(path: str) -> None:
    """Whole: `generated_text` is the head, and the details say that a stop ended it."""
    place = _trimming(FakeModel((_TRIMMED,)))
    body = {"inputs": "x = ", "parameters": {"details": True, "return_full_text": False}}
    async with place.client() as client:
        answer = await client.post(path, json=body, headers=_PYTHON)
    item = answer.json()[0] if path == "/" else answer.json()

    assert (_HEAD, "stop_sequence") == (item["generated_text"], item["details"]["finish_reason"])
    assert ("trim", "trim") == (answer.headers["x-gateway-decision"], item["gateway"]["decision"])
    _assert_on_record(place, answer, _HEAD)


@pytest.mark.parametrize(("path", "extra"), [("/generate_stream", {}), ("/", {"stream": True})])
async def test_a_trim_in_tgis_stream(path: str, extra: dict[str, bool]) -> None:
    """Streamed: one last event whose token and `generated_text` are both the head."""
    place = _trimming(FakeModel((_TRIMMED,)))
    body = {"inputs": "x = ", "parameters": {"return_full_text": False}, **extra}
    async with place.client() as client:
        answer = await client.post(path, json=body, headers=_PYTHON)
    event = _tgi_event(answer)

    assert (_HEAD, _HEAD) == (event["token"]["text"], event["generated_text"])
    assert "stop_sequence" == event["details"]["finish_reason"]
    assert ("trim", "trim") == (answer.headers["x-gateway-decision"], event["gateway"]["decision"])
    _assert_on_record(place, answer, _HEAD)


async def test_a_trim_keeps_the_callers_line_ends() -> None:
    """With CRLF in the prompt the head leaves with CRLF; the record names the text with LF, as scanned."""
    place = _trimming(FakeModel((_TRIMMED,)))
    async with place.client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "w = 0\r\nx = ", "language": "python"})

    assert _HEAD.replace("\n", "\r\n") == answer.json()["choices"][0]["text"]
    _assert_on_record(place, answer, _HEAD)


_MIXED = (_OFFENCE, _TRIMMED, _WHOLE)
_MIXED_ANSWERS = [("", "content_filter"), (_HEAD, "content_filter"), (_WHOLE, "stop")]


async def test_candidates_with_different_decisions_in_openais_form() -> None:
    """Each choice has its own text, reason to finish, record and receipt; the request's decision is the worst."""
    place = _trimming(_Chorus(_MIXED))
    async with place.client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "x = ", "language": "python", "n": 3})

    assert _MIXED_ANSWERS == [(choice["text"], choice["finish_reason"]) for choice in answer.json()["choices"]]
    assert [Action.BLOCK, Action.TRIM, Action.ALLOW] == [event.decision for event in _outcomes(place)]
    assert [0, 1, 2] == [event.candidate for event in _outcomes(place)]
    assert "block" == answer.headers["x-gateway-decision"]
    _assert_on_record(place, answer, "", _HEAD, _WHOLE)


async def test_candidates_with_different_decisions_in_openais_stream() -> None:
    """Two events a choice, each with its index; together they say what the whole form says."""
    place = _trimming(_Chorus(_MIXED))
    async with place.client() as client:
        body = {"prompt": "x = ", "language": "python", "n": 3, "stream": True}
        answer = await client.post("/v1/completions", json=body)
    choices = [choice for event in _openai_events(answer) for choice in event["choices"]]
    ends = {choice["index"]: choice["finish_reason"] for choice in choices if choice["finish_reason"]}

    assert [0, 0, 1, 1, 2, 2] == [choice["index"] for choice in choices]
    assert _MIXED_ANSWERS == [
        ("".join(choice["text"] for choice in choices if choice["index"] == index), ends[index]) for index in range(3)
    ]
    _assert_on_record(place, answer, "", _HEAD, _WHOLE)


async def test_a_pipeline_gets_what_is_not_blocked() -> None:
    """`X-Gateway-Block-As: error` speaks only when every candidate is blocked."""
    headers = {"x-gateway-block-as": "error"}
    body = {"prompt": "x = ", "language": "python", "n": 2}
    async with _trimming(_Chorus((_OFFENCE, _TRIMMED))).client() as client:
        some = await client.post("/v1/completions", json=body, headers=headers)
    async with _trimming(_Chorus((_OFFENCE, _OFFENCE))).client() as client:
        none = await client.post("/v1/completions", json=body, headers=headers)

    assert [200, 422] == [some.status_code, none.status_code]
    assert ["", _HEAD] == [choice["text"] for choice in some.json()["choices"]]


@pytest.mark.parametrize("texts", [_MIXED, _MIXED[:2], _MIXED[:1]], ids=["an allow", "a trim", "a block"])
@pytest.mark.parametrize("path", ["/generate", "/generate_stream"])
async def test_tgi_answers_with_the_best_candidate(path: str, texts: tuple[str, ...]) -> None:
    """`best_of` releases the candidate of the best decision; all of them are on record."""
    place = _trimming(_Chorus(texts))
    body = {"inputs": "x = ", "parameters": {"best_of": len(texts), "details": True}}
    async with place.client() as client:
        answer = await client.post(path, json=body, headers=_PYTHON)
    item = _tgi_event(answer) if path == "/generate_stream" else answer.json()
    text, finish_reason = _MIXED_ANSWERS[len(texts) - 1]

    assert text == item["generated_text"]
    assert ("eos_token" if finish_reason == "stop" else "stop_sequence") == item["details"]["finish_reason"]
    hashes = [sha256_hex(released) for released, _ in _MIXED_ANSWERS[: len(texts)]]

    assert hashes == [event.released_sha256 for event in _outcomes(place)]
    assert sha256_hex(text) in answer.headers["x-gateway-receipt"]
    assert "," not in answer.headers["x-gateway-receipt"]
    assert ["block", "trim", "allow"][len(texts) - 1] == item["gateway"]["decision"]
    assert item["gateway"]["decision"] == answer.headers["x-gateway-decision"]
