"""OpenAI's dialect: `POST /v1/completions`, `GET /v1/models`, and a plain word about chat."""

import time
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State

from gateway.errors import BadRequest
from gateway.http.answers import gateway_field
from gateway.http.edge import (
    Edge,
    HttpRequest,
    build,
    caller_of,
    context_of,
    read,
    released,
    run,
    wants_error,
)
from gateway.values import Action, Completion, CompletionRequest, Sampling

type _Stop = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
type _Name = Annotated[str, msgspec.Meta(max_length=1000)]


class _StreamOptions(msgspec.Struct):
    include_usage: bool | None = None


class _Body(msgspec.Struct):
    """The fields that we read; others are ignored, as OpenAI's own clients expect."""

    prompt: str | list[str] | None = None
    suffix: str | None = None
    model: _Name | None = None
    max_tokens: Annotated[int, msgspec.Meta(ge=1)] | None = None
    temperature: Annotated[float, msgspec.Meta(ge=0, le=2)] | None = None
    top_p: Annotated[float, msgspec.Meta(gt=0, le=1)] | None = None
    n: Annotated[int, msgspec.Meta(ge=1)] | None = None
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] | None = None
    stop: _Stop | Annotated[list[_Stop], msgspec.Meta(max_length=4)] | None = None
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    language: str | None = None
    filepath: str | None = None
    repository: str | None = None
    branch: str | None = None


_DECODER = msgspec.json.Decoder(_Body)


@post("/v1/completions", status_code=200)
async def completions(request: HttpRequest, state: State) -> Response[bytes]:
    """Complete code, whole or streamed; both go the same way and are released at once."""
    edge: Edge = state.edge
    caller_of(request)
    body = await read(request, _DECODER)
    completion, headers = await run(request, _wanted(request, body, edge), edge)
    if wants_error(request) and all(choice.decision.action is Action.BLOCK for choice in completion.choices):
        return _blocked(completion, headers)
    if body.stream:
        usage = body.stream_options is not None and bool(body.stream_options.include_usage)
        return Response(b"".join(_events(completion, usage=usage)), media_type="text/event-stream", headers=headers)
    return Response(msgspec.json.encode(_answer(completion)), media_type="application/json", headers=headers)


@post("/v1/chat/completions", status_code=200)
async def chat(request: HttpRequest) -> Response[bytes]:
    """Say that the model has no chat template."""
    caller_of(request)
    text = "This model is a base model without a chat template. Use /v1/completions with 'prompt' and 'suffix'."
    raise BadRequest("chat with a base model", client_text=text)


@get("/v1/models")
async def models(request: HttpRequest, state: State) -> Response[bytes]:
    """List the one model behind this gateway."""
    caller_of(request)
    edge: Edge = state.edge
    model = {"id": edge.model_id, "object": "model", "created": 0, "owned_by": "on-premises"}
    return Response(msgspec.json.encode({"object": "list", "data": [model]}), media_type="application/json")


def _wanted(request: HttpRequest, body: _Body, edge: Edge) -> CompletionRequest:
    limits = edge.settings
    tokens = 256 if body.max_tokens is None else body.max_tokens
    candidates = body.n or 1
    if tokens > limits.tokens_max:
        raise BadRequest("max_tokens", client_text=f"'max_tokens' may be at most {limits.tokens_max}.")
    if candidates > limits.candidates_max:
        raise BadRequest("n", client_text=f"'n' may be at most {limits.candidates_max}.")
    stop = (body.stop,) if isinstance(body.stop, str) else tuple(body.stop or ())
    return build(
        request,
        prefix=_prompt(body.prompt),
        suffix=body.suffix or "",
        model=body.model or "",
        context=context_of(request, msgspec.structs.asdict(body)),
        candidates=candidates,
        sampling=Sampling(tokens_max=tokens, temperature=body.temperature, top_p=body.top_p, seed=body.seed, stop=stop),
    )


def _prompt(prompt: str | list[str] | None) -> str:
    if prompt is None:
        raise BadRequest("no prompt", client_text="'prompt' is missing.")
    if isinstance(prompt, str):
        return prompt
    if len(prompt) != 1:
        raise BadRequest("prompt list", client_text="'prompt' must be one string, or a list of exactly one.")
    return prompt[0]


def _head(completion: Completion) -> dict[str, Any]:
    return {
        "id": f"cmpl-{completion.request.request_id}",
        "object": "text_completion",
        "created": int(time.time()),
        "model": completion.model_id,
    }


def _usage(completion: Completion) -> dict[str, int]:
    used, wrote = completion.prompt_tokens, completion.completion_tokens
    return {"prompt_tokens": used, "completion_tokens": wrote, "total_tokens": used + wrote}


def _choice(index: int, text: str, finish_reason: str | None) -> dict[str, Any]:
    return {"index": index, "text": text, "logprobs": None, "finish_reason": finish_reason}


def _answer(completion: Completion) -> dict[str, Any]:
    choices = [_choice(item.index, released(completion, item.text), item.finish_reason) for item in completion.choices]
    extra = {"usage": _usage(completion), "gateway": gateway_field(completion, completion.choices)}
    return {**_head(completion), "choices": choices, **extra}


def _events(completion: Completion, *, usage: bool) -> Iterator[bytes]:
    head = _head(completion)
    for item in completion.choices:
        yield _event({**head, "choices": [_choice(item.index, released(completion, item.text), None)]})
        end = {
            **head,
            "choices": [_choice(item.index, "", item.finish_reason)],
            "gateway": gateway_field(completion, completion.choices),
        }
        yield _event(end)
    if usage:
        yield _event({**head, "choices": [], "usage": _usage(completion)})
    yield b"data: [DONE]\n\n"


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + msgspec.json.encode(value) + b"\n\n"


def _blocked(completion: Completion, headers: dict[str, str]) -> Response[bytes]:
    message = "The completion was blocked by policy; see 'gateway' for the findings."
    error = {"message": message, "type": "policy_violation", "code": "blocked", "param": None}
    body = msgspec.json.encode({"error": error, "gateway": gateway_field(completion, completion.choices)})
    return Response(body, status_code=422, media_type="application/json", headers=headers)
