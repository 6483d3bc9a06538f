"""The TGI client: what it sends, what it takes, and that every trap of its library is shut."""

import asyncio
import socket
from typing import cast

import pytest
from huggingface_hub import AsyncInferenceClient
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gateway.errors import ModelError, ModelOverloaded, ModelRejected, ModelTimeout, ModelUnavailable
from gateway.inference import TgiModel
from gateway.inference.answers import slim_error, slim_generation
from tests.fakes.tgi_server import Received, Reply, TgiServer, failure, generation, good, http, tgi
from tests.inference.support import prompt, served, settings

_LATE_S = 30.0


def parameters(request: Received) -> dict[str, object]:
    """Return the parameters that a request held, without nulls."""
    found = cast("dict[str, object]", request.json["parameters"])
    return {name: value for name, value in found.items() if value is not None and value is not False}


async def test_sends_what_was_asked() -> None:
    """The prompt goes out verbatim with its sampling, without echo and without a stream."""
    async with served(tgi([good("x")])) as (model, server):
        await model.generate(prompt("a\nb", tokens_max=9, temperature=0.5, top_p=0.9, top_k=4, seed=3, stop=("\n",)), 1)
    request = server.received[0]
    expected = {
        "details": True,
        "do_sample": True,
        "max_new_tokens": 9,
        "seed": 3,
        "stop": ["\n"],
        "temperature": 0.5,
        "top_k": 4,
        "top_p": 0.9,
    }

    assert ("POST", "/generate", "a\nb") == (request.method, request.path, request.json["inputs"])
    assert expected == parameters(request)
    assert cast("dict[str, object]", request.json["parameters"])["return_full_text"] is False
    assert request.json["stream"] is False


async def test_neutral_sampling_is_left_out() -> None:
    """Values that other protocols use for "nothing" and TGI refuses are not sent."""
    async with served(tgi([good("x")])) as (model, server):
        await model.generate(prompt(temperature=0.0, top_p=1.0, top_k=0), 1)

    assert {"details": True, "max_new_tokens": 256} == parameters(server.received[0])


async def test_sends_only_harmless_headers() -> None:
    """The server learns our token, and nothing of the machine: no cookie, no agent string, no compression."""
    async with served(tgi([good("x")]), token="ours") as (model, server):
        await model.generate(prompt(), 1)
    headers = server.received[0].headers

    assert "Bearer ours" == headers["authorization"]
    assert "code-model-gateway" == headers["user-agent"]
    assert "identity" == headers["accept-encoding"]
    assert {"host", "connection", "content-length", "content-type", "accept"} == headers.keys() - {
        "authorization",
        "user-agent",
        "accept-encoding",
    }


async def test_takes_a_good_answer() -> None:
    """Text, reason, counts and the server's model come back."""
    async with served(tgi([good("return 1\n", finish_reason="length", tokens=3)])) as (model, _):
        await model.probe()
        answer = (await model.generate(prompt(), 1))[0]

    assert ("return 1\n", "length", 7, 3) == (
        answer.text,
        answer.finish_reason,
        answer.prompt_tokens,
        answer.completion_tokens,
    )
    assert ("stand-in", "0123abc") == (answer.model_id, answer.model_revision)


@pytest.mark.parametrize("reason", ["eos_token", "stop_sequence"])
async def test_stop_reasons(reason: str) -> None:
    """TGI's two ways of stopping are one to us."""
    async with served(tgi([good("x", finish_reason=reason)])) as (model, _):
        assert "stop" == (await model.generate(prompt(), 1))[0].finish_reason


@pytest.mark.parametrize("body", [b'{"generated_text":"x"}', b'[{"generated_text":"x","details":null}]'])
async def test_missing_details_are_tolerated(body: bytes) -> None:
    """An older server that sends no details, or a list of one, is understood."""
    async with served(tgi([Reply((http(200, body),))])) as (model, _):
        answer = (await model.generate(prompt(), 1))[0]

    assert ("x", "stop", 0) == (answer.text, answer.finish_reason, answer.completion_tokens)


async def test_candidates_differ_in_their_seeds() -> None:
    """Several candidates are several calls: the first as asked, the others sampled, each with its own seed."""
    async with served(tgi([good("a"), good("b"), good("c")])) as (model, server):
        answers = await model.generate(prompt(), 3)
    sent = [(parameters(request).get("seed"), parameters(request).get("temperature")) for request in server.received]

    assert {"a", "b", "c"} == {answer.text for answer in answers}
    assert [(None, None), (1, 0.8), (2, 0.8)] == sorted(sent, key=lambda pair: cast("int", pair[0] or 0))


async def test_lost_candidates_do_not_lose_the_others() -> None:
    """One good answer of three is an answer."""
    replies = [failure(429, "overloaded"), good("kept"), failure(424, "generation")]
    async with served(tgi(replies)) as (model, _):
        answers = await model.generate(prompt(), 3)

    assert ["kept"] == [answer.text for answer in answers]


async def test_all_candidates_lost_is_a_failure() -> None:
    """No good answer of three is the first one's failure."""
    async with served(tgi([failure(429, "overloaded")])) as (model, _):
        with pytest.raises(ModelOverloaded):
            await model.generate(prompt(), 3)


_BROKEN: dict[str, tuple[Reply, type[ModelError]]] = {
    "validation": (failure(422, "validation"), ModelRejected),
    "generation": (failure(424, "generation"), ModelUnavailable),
    "overloaded": (failure(429, "overloaded"), ModelOverloaded),
    "incomplete": (failure(500, "incomplete_generation"), ModelUnavailable),
    "unhealthy": (failure(503, "healthcheck"), ModelUnavailable),
    "unknown type": (failure(500, "surprise"), ModelUnavailable),
    "plain 422": (Reply((http(422, b"Failed to deserialize"),)), ModelRejected),
    "plain 413": (Reply((http(413, b""),)), ModelRejected),
    "plain 429": (Reply((http(429, b""),)), ModelOverloaded),
    "plain 504": (Reply((http(504, b""),)), ModelTimeout),
    "400": (Reply((http(400, b"{}"),)), ModelRejected),
    "401": (Reply((http(401, b""),)), ModelUnavailable),
    "403": (Reply((http(403, b""),)), ModelUnavailable),
    "404": (Reply((http(404, b""),)), ModelUnavailable),
    "HTML 502": (Reply((http(502, b"<html>bad gateway</html>", content_type="text/html"),)), ModelUnavailable),
    "HTML 200": (Reply((http(200, b"<html>hello</html>", content_type="text/html"),)), ModelUnavailable),
    "error list": (Reply((http(500, b'["x"]'),)), ModelUnavailable),
    "nothing": (Reply((http(200, b""),)), ModelUnavailable),
    "null": (Reply((http(200, b"null"),)), ModelUnavailable),
    "empty list": (Reply((http(200, b"[]"),)), ModelUnavailable),
    "two answers": (Reply((http(200, b'[{"generated_text":"a"},{"generated_text":"b"}]'),)), ModelUnavailable),
    "no text": (Reply((http(200, b'{"details":null}'),)), ModelUnavailable),
    "text of another type": (Reply((http(200, b'{"generated_text":["x"]}'),)), ModelUnavailable),
    "unknown reason": (good("x", finish_reason="bored"), ModelUnavailable),
    "negative count": (
        Reply((http(200, b'{"generated_text":"x","details":{"finish_reason":"length","generated_tokens":-1}}'),)),
        ModelUnavailable,
    ),
    "invalid UTF-8": (Reply((http(200, b'{"generated_text":"\xff"}'),)), ModelUnavailable),
    "lone surrogate": (Reply((http(200, b'{"generated_text":"\\ud800"}'),)), ModelUnavailable),
    "deep nesting": (Reply((http(200, b"[" * 100_000),)), ModelUnavailable),
    "half JSON": (Reply((http(200, generation("x")[:-9]),)), ModelUnavailable),
    "half a body": (Reply((http(200, generation("x"))[:-9],), then="close"), ModelUnavailable),
    "half a head": (Reply((b"HTTP/1.1 200 OK\r\ncontent-",), then="close"), ModelUnavailable),
    "closed": (Reply((), then="close"), ModelUnavailable),
    "not HTTP": (Reply((b"SSH-2.0-OpenSSH_9.9\r\n\r\n",), then="close"), ModelUnavailable),
    "bad length": (Reply((b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n",), then="close"), ModelUnavailable),
    "compressed": (Reply((http(200, b"\x1f\x8b\x08", "content-encoding: gzip"),)), ModelUnavailable),
    "stream": (
        Reply((http(200, b'data:{"index":1,"token":{}}\n\n', content_type="text/event-stream"),)),
        ModelUnavailable,
    ),
    "half a stream": (
        Reply((b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\ndata:\r\n",), then="close"),
        ModelUnavailable,
    ),
    "long text": (good("x" * 1_001), ModelUnavailable),
    "long body": (good("x" * 100_001), ModelUnavailable),
    "endless head": (Reply((b"HTTP/1.1 200 OK\r\n", b"x-more: " + b"y" * 9_000 + b"\r\n"), then="repeat"), ModelError),
}


@pytest.mark.parametrize("name", _BROKEN)
async def test_bad_answers(name: str) -> None:
    """Each way of answering badly is one of our failures, with no word of the server or the prompt in its reason."""
    reply, expected = _BROKEN[name]
    async with served(tgi([reply]), answer_bytes_max=100_000, answer_chars_max=1_000) as (model, _):
        with pytest.raises(expected) as caught:
            await model.generate(prompt("secret prompt"), 1)

    assert "secret" not in caught.value.reason
    assert caught.value.__cause__ is None


async def test_error_texts_of_the_server_are_dropped() -> None:
    """An error text may quote the prompt, so it is in no exception of ours."""
    reply = failure(422, "validation", "the prompt was: secret")
    async with served(tgi([reply])) as (model, _):
        with pytest.raises(ModelRejected) as caught:
            await model.generate(prompt("secret"), 1)

    assert "secret" not in repr(caught.value) + str(caught.value.__cause__)


@pytest.mark.parametrize(("header", "expected"), [("retry-after: 9", 9), ("retry-after: soon", 2), ("x: y", 2)])
async def test_overload_says_when_to_come_back(header: str, expected: int) -> None:
    """The server's Retry-After is passed on, else the configured one."""
    reply = Reply((http(429, b'{"error":"Model is overloaded","error_type":"overloaded"}', header),))
    async with served(tgi([reply]), retry_after_s=2) as (model, _):
        with pytest.raises(ModelOverloaded) as caught:
            await model.generate(prompt(), 1)

    assert expected == caught.value.retry_after_s


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304])
async def test_redirects_are_not_followed(status: int) -> None:
    """A redirect is a failure; neither prompt nor token reach the other place."""
    async with TgiServer(tgi([good("stolen")])) as thief:
        reply = Reply((http(status, b"", f"location: {thief.url}/generate"),))
        async with served(tgi([reply])) as (model, _):
            with pytest.raises(ModelUnavailable, match="redirects"):
                await model.generate(prompt(), 1)

    assert [] == thief.received


async def test_cookies_are_not_kept() -> None:
    """A cookie that the server sets is never sent back."""
    async with served(tgi([good("x")])) as (model, server):
        for _ in range(3):
            await model.generate(prompt(), 1)
        await model.probe()

    assert ["cookie" in request.headers for request in server.received] == [False] * 5


async def test_a_server_cannot_make_the_library_drop_our_parameters() -> None:
    """A 400 in certain words makes the library call again, without the parameters named; ours never sees the words."""
    words = b"{\"error\":\"The following `model_kwargs` are not used by the model: ['return_full_text', 'details']\"}"
    tricks = (
        Reply((http(400, words),)),
        Reply(
            (http(400, b"", "x-error-message: The following `model_kwargs` are not used by the model: ['details']"),)
        ),
    )
    async with served(tgi([*tricks, good("x")])) as (model, server):
        for _ in tricks:
            with pytest.raises(ModelRejected):
                await model.generate(prompt(), 1)
        await model.generate(prompt(), 1)

    assert 3 == len(server.received)
    assert cast("dict[str, object]", server.received[2].json["parameters"])["return_full_text"] is False


async def test_connections_are_reused() -> None:
    """Calls in a row share one connection, and good or bad answers leave none open beside it."""
    async with served(tgi([good("x"), failure(429, "overloaded"), good("x")])) as (model, server):
        await model.generate(prompt(), 1)
        with pytest.raises(ModelOverloaded):
            await model.generate(prompt(), 1)
        await model.generate(prompt(), 1)

    assert 1 == server.connections


async def test_a_connection_that_the_server_closed_is_not_used_again() -> None:
    """A server that closes an idle connection costs the next call a new one, not a failure."""
    closing = Reply((http(200, generation("x")),), then="close")
    async with served(tgi([closing, good("next")])) as (model, server):
        await model.generate(prompt(), 1)
        await asyncio.wait_for(server.hung_up.wait(), 5)
        answers = await model.generate(prompt(), 1)

    assert "next" == answers[0].text
    assert 2 == server.connections


async def test_a_silent_server_times_out() -> None:
    """A server that never answers is a time-out after generate_ms_max."""
    async with served(tgi([good("x", delay_s=_LATE_S)]), generate_ms_max=50) as (model, _):
        with pytest.raises(ModelTimeout):
            await model.generate(prompt(), 1)


@pytest.mark.parametrize(
    "part",
    [b"HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n", b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"],
)
async def test_a_dripping_server_times_out(part: bytes) -> None:
    """A body that comes byte by byte never resets the total deadline."""
    drip = Reply((part, b"1\r\nx\r\n"), part_delay_s=0.01, then="repeat")
    async with served(tgi([drip]), generate_ms_max=200) as (model, server):
        with pytest.raises(ModelTimeout):
            await model.generate(prompt(), 1)
        await asyncio.wait_for(server.hung_up.wait(), 5)


async def test_an_endless_body_is_cut() -> None:
    """A body without end is dropped after answer_bytes_max, long before the deadline, and the connection closed."""
    flood = Reply(
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"2000\r\n" + b"x" * 8_192 + b"\r\n"), then="repeat"
    )
    async with served(tgi([flood]), answer_bytes_max=50_000, generate_ms_max=30_000) as (model, server):
        with pytest.raises(ModelUnavailable, match="50000 bytes"):
            await model.generate(prompt(), 1)
        await asyncio.wait_for(server.hung_up.wait(), 5)


async def test_hanging_up_closes_the_connection() -> None:
    """A cancelled call closes its connection, so that the server stops generating; the next call works."""
    async with served(tgi([good("late", delay_s=_LATE_S), good("next")])) as (model, server):
        call = asyncio.create_task(model.generate(prompt(), 1))
        await asyncio.wait_for(server.arrived.wait(), 5)
        call.cancel()
        await asyncio.wait([call])
        await asyncio.wait_for(server.hung_up.wait(), 5)
        answers = await model.generate(prompt(), 1)

    assert call.cancelled()
    assert "next" == answers[0].text


async def test_a_full_pool_is_an_overload() -> None:
    """When every connection is busy for too long, the caller is told to come back, not that the model is broken."""
    replies = [good("slow", delay_s=_LATE_S)]
    async with served(tgi(replies), connections_max=1, connect_ms_max=50) as (model, server):
        slow = asyncio.create_task(model.generate(prompt(), 1))
        await asyncio.wait_for(server.arrived.wait(), 5)
        with pytest.raises(ModelOverloaded):
            await model.generate(prompt(), 1)
        slow.cancel()
        await asyncio.wait([slow])


async def test_a_refused_connection() -> None:
    """Nobody listens: unavailable, at once."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    model = await TgiModel(settings(f"http://127.0.0.1:{port}")).start()
    try:
        with pytest.raises(ModelUnavailable):
            await model.generate(prompt(), 1)
        with pytest.raises(ModelUnavailable):
            await model.probe()
    finally:
        await model.stop()


async def test_not_started_and_stopped() -> None:
    """Before the start and after the stop a call is unavailable; both may be repeated."""
    async with served(tgi([good("x")])) as (model, _):
        await model.start()
        await model.stop()
        await model.stop()
        with pytest.raises(ModelUnavailable):
            await model.generate(prompt(), 1)


@pytest.mark.parametrize(("text", "candidates"), [("x" * 101, 1), ("x" * 101, 2), ("\ud800", 1)])
async def test_prompts_that_are_refused_without_a_call(text: str, candidates: int) -> None:
    """A prompt that is too long or not valid Unicode is rejected, and nothing is sent."""
    async with served(tgi([good("x")]), prompt_chars_max=100) as (model, server):
        with pytest.raises(ModelRejected):
            await model.generate(prompt(text), candidates)

    assert [] == server.received


async def test_two_models_keep_their_own_limits() -> None:
    """The library's factory is one for the process; each model's own settings hold nevertheless."""
    async with (
        served(tgi([good("x" * 50)]), answer_bytes_max=10, token="one") as (small, first),
        served(tgi([good("x" * 50)]), token="two") as (large, second),
    ):
        with pytest.raises(ModelUnavailable):
            await small.generate(prompt(), 1)
        await large.generate(prompt(), 1)

    assert "Bearer one" == first.received[0].headers["authorization"]
    assert "Bearer two" == second.received[0].headers["authorization"]


async def test_other_users_of_the_library_keep_their_streams() -> None:
    """The factory is one for the process: a foreign client is hardened too, but its streams still stream."""
    event = b'data:{"index":1,"token":{"id":1,"text":"x","logprob":0,"special":false}}\n\n'
    async with served(tgi([good("x"), Reply((http(200, event, content_type="text/event-stream"),))])) as (
        model,
        server,
    ):
        await model.generate(prompt(), 1)
        async with AsyncInferenceClient(base_url=server.url, token="theirs", timeout=5) as client:
            pieces = [piece async for piece in await client.text_generation("x", stream=True)]

    assert ["x"] == pieces


async def test_probe_reads_the_limits() -> None:
    """A good probe keeps what /info says."""
    async with served(tgi([good("x")]), model_id="stand-in", token="ours") as (model, server):
        await model.probe()

    assert model.info is not None
    assert ("stand-in", 32_767, 32_768) == (
        model.info.model_id,
        model.info.max_input_tokens,
        model.info.max_total_tokens,
    )
    assert ["/health", "/info"] == [request.path for request in server.received]
    assert {"Bearer ours"} == {request.headers["authorization"] for request in server.received}


async def test_probe_refuses_another_model() -> None:
    """A server that serves another model than configured is not well: the record would name the wrong one."""
    async with served(tgi([good("x")]), model_id="seed-coder") as (model, _):
        with pytest.raises(ModelUnavailable, match="seed-coder"):
            await model.probe()


_PROBES: dict[str, tuple[Reply, type[ModelError]]] = {
    "unhealthy": (failure(503, "healthcheck"), ModelUnavailable),
    "garbage": (Reply((http(200, b"ok"),)), ModelUnavailable),
    "redirect": (Reply((http(307, b"", "location: http://127.0.0.1:1/"),)), ModelUnavailable),
    "closed": (Reply((), then="close"), ModelUnavailable),
    "silent": (Reply((), then="hang"), ModelTimeout),
}


@pytest.mark.parametrize("name", _PROBES)
async def test_bad_probes(name: str) -> None:
    """Each way of being unwell is one of our failures."""
    reply, expected = _PROBES[name]
    async with served(lambda _: reply, probe_ms_max=100) as (model, _):
        with pytest.raises(expected):
            await model.probe()

        assert model.info is None


@hypothesis_settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.recursive(st.none() | st.booleans() | st.text(), st.lists).map(repr).map(str.encode)
    )
)
def test_no_body_escapes_the_tree(body: bytes) -> None:
    """Whatever the bytes, the form check returns a small JSON or raises ModelUnavailable, and nothing else."""
    slim_error(body)
    try:
        slim = slim_generation(body)
    except ModelUnavailable:
        return

    assert b"generated_text" in slim
