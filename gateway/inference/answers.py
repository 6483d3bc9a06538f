"""
What the model server may answer. Nothing in it is trusted: form, types and Unicode are checked here, by msgspec (which
also refuses lone surrogates).
"""

from typing import Annotated, Literal

import msgspec

from gateway.errors import ModelUnavailable


class _Details(msgspec.Struct):
    finish_reason: Literal["length", "eos_token", "stop_sequence"]
    generated_tokens: Annotated[int, msgspec.Meta(ge=0)] = 0


class _Generation(msgspec.Struct):
    generated_text: str
    details: _Details | None = None


class _Error(msgspec.Struct):
    error_type: str


class ModelInfo(msgspec.Struct, frozen=True):
    """What `/info` says of the server; unknown fields are ignored."""

    model_id: str
    max_input_tokens: int
    max_total_tokens: int
    model_sha: str | None = None
    version: str = ""
    max_stop_sequences: int = 4


_generation = msgspec.json.Decoder(_Generation | list[_Generation])
_error = msgspec.json.Decoder(_Error)
_info = msgspec.json.Decoder(ModelInfo)
_KNOWN_ERRORS = frozenset({"validation", "generation", "overloaded", "incomplete_generation", "healthcheck"})


def slim_generation(body: bytes) -> bytes:
    """
    Return the answer without its token lists, as JSON; raise ModelUnavailable if it has another form.

    The lists are long, nobody here reads them, and the library would build one object per token.
    """
    try:
        answer = _generation.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ModelUnavailable("the model server's answer is not a generation") from None
    if isinstance(answer, list):
        if len(answer) != 1:
            raise ModelUnavailable(f"the model server sent {len(answer)} generations instead of one")
        answer = answer[0]
    return msgspec.json.encode(answer)


def slim_error(body: bytes) -> bytes:
    """Return the error's type without its text, as JSON, or nothing if the body has another form."""
    try:
        error_type = _error.decode(body).error_type
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return b""
    return msgspec.json.encode({"error": "", "error_type": error_type}) if error_type in _KNOWN_ERRORS else b""


def parse_info(body: bytes) -> ModelInfo:
    """Return what `/info` says; raise ModelUnavailable if it has another form."""
    try:
        return _info.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ModelUnavailable("the model server's /info has another form than TGI's") from None
