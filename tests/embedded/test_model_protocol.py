"""The local model's rules on requests are TGI's."""

import contextlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.embedded import model_protocol as protocol
from gateway.embedded.model_protocol import Failure, Parameters


def refused(body: str, *, stream: bool = False) -> tuple[int, str]:
    """Return status and text of the failure that a body meets."""
    with pytest.raises(Failure) as caught:
        protocol.validate(protocol.parse(body.encode()), stream=stream)
    error = msgspec.json.decode(caught.value.body, type=dict[str, str])

    assert "validation" == error["error_type"]
    return caught.value.status, error["error"]


_REFUSED = {
    '{"inputs":""}': "`inputs` cannot be empty",
    '{"inputs":"x","parameters":{"temperature":0}}': "`temperature` must be strictly positive",
    '{"inputs":"x","parameters":{"temperature":-0.1}}': "`temperature` must be strictly positive",
    '{"inputs":"x","parameters":{"repetition_penalty":0}}': "`repetition_penalty` must be strictly positive",
    '{"inputs":"x","parameters":{"top_k":0}}': "`top_k` must be strictly positive",
    '{"inputs":"x","parameters":{"top_p":0}}': "`top_p` must be > 0.0 and < 1.0",
    '{"inputs":"x","parameters":{"top_p":1.0}}': "`top_p` must be > 0.0 and < 1.0",
    '{"inputs":"x","parameters":{"typical_p":2}}': "`typical_p` must be > 0.0 and < 1.0",
    '{"inputs":"x","parameters":{"frequency_penalty":3}}': "`frequency_penalty`",
    '{"inputs":"x","parameters":{"max_new_tokens":0}}': "`max_new_tokens` must be strictly positive",
    '{"inputs":"x","parameters":{"max_new_tokens":-5}}': "`max_new_tokens` must be strictly positive",
    '{"inputs":"x","parameters":{"seed":-1}}': "`seed`",
    '{"inputs":"x","parameters":{"seed":18446744073709551616}}': "`seed`",
    '{"inputs":"x","parameters":{"truncate":0}}': "`truncate`",
    '{"inputs":"x","parameters":{"stop":["a","b","c","d","e"]}}': "`stop` supports up to 4 stop sequences. Given: 5",
    '{"inputs":"x","parameters":{"best_of":0}}': "`best_of` must be > 0 and <= 2",
    '{"inputs":"x","parameters":{"best_of":3,"do_sample":true}}': "`best_of` must be > 0 and <= 2",
    '{"inputs":"x","parameters":{"best_of":2}}': "you must use sampling",
    '{"inputs":"x","parameters":{"best_of":2,"do_sample":true,"seed":1}}': "`seed` must not be set",
    '{"inputs":"x","parameters":{"grammar":{"type":"regex","value":"a"}}}': "grammar",
    "{}": "missing required field `inputs`",
    '{"inputs":5}': "Expected `str`",
    '{"inputs":"x","parameters":{"max_new_tokens":"9"}}': "Expected `int | null`",
    "[]": "Expected `object`",
    "": "Failed to parse",
    "<html>": "Failed to parse",
}


@pytest.mark.parametrize("body", _REFUSED)
def test_refused_requests(body: str) -> None:
    """What TGI refuses is refused with its status and its words."""
    status, text = refused(body)

    assert 422 == status
    assert _REFUSED[body] in text


def test_best_of_does_not_stream() -> None:
    """Several sequences cannot be streamed."""
    _, text = refused('{"inputs":"x","parameters":{"best_of":2,"do_sample":true}}', stream=True)

    assert "not allowed when streaming" in text


def test_nulls_and_unknown_parameters_are_taken() -> None:
    """Clients that send every parameter as null, or ones that we do not know, are understood."""
    nulls = ",".join(f'"{field.name}":null' for field in msgspec.structs.fields(Parameters))
    request = protocol.parse(f'{{"inputs":"x","parameters":{{{nulls},"watermark":true,"other":1}}}}'.encode())

    assert protocol.validate(request, stream=False).max_new_tokens is None


@pytest.mark.parametrize(
    ("wanted", "length", "expected"), [(5, 10, 5), (None, 10, 1_024), (None, 2_000, 48), (48, 2_000, 48)]
)
def test_room_for_new_tokens(wanted: int | None, length: int, expected: int) -> None:
    """The answer gets what was asked, or TGI's default, within the model's length."""
    assert expected == protocol.new_tokens(Parameters(max_new_tokens=wanted), length)


@pytest.mark.parametrize(("wanted", "length"), [(49, 2_000), (1, 2_048), (9_999_999, 1)])
def test_no_room(wanted: int, length: int) -> None:
    """Prompt and answer that exceed the model together are refused."""
    with pytest.raises(Failure, match="must"):
        protocol.new_tokens(Parameters(max_new_tokens=wanted), length)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100))
def test_no_body_escapes(body: bytes) -> None:
    """Whatever the bytes, they are a request or a Failure."""
    with contextlib.suppress(Failure):
        protocol.validate(protocol.parse(body), stream=False)
