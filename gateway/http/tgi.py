"""TGI's dialect: `POST /`, `/generate`, `/generate_stream`, `GET /info`."""

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State

from gateway.errors import Unprocessable
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
from gateway.policy.rank import rank
from gateway.values import Action, Choice, Completion, CompletionRequest, Sampling

type _Stop = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_FINISH = {"stop": "eos_token", "length": "length", "content_filter": "stop_sequence"}


class _Parameters(msgspec.Struct):
    """TGI's parameters that we honour; what only shapes `details` is ignored, what changes the text is refused."""

    max_new_tokens: Annotated[int, msgspec.Meta(ge=1)] | None = None
    temperature: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    top_p: Annotated[float, msgspec.Meta(gt=0, le=1)] | None = None
    top_k: Annotated[int, msgspec.Meta(gt=0, le=2**31 - 1)] | None = None
    repetition_penalty: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] | None = None
    stop: Annotated[list[_Stop], msgspec.Meta(max_length=4)] | None = None
    best_of: Annotated[int, msgspec.Meta(ge=1)] | None = None
    do_sample: bool | None = None
    details: bool | None = None
    return_full_text: bool | None = None
    grammar: object = None
    adapter_id: str | None = None


class _Body(msgspec.Struct):
    inputs: str
    parameters: _Parameters | None = None
    stream: bool | None = None


_DECODER = msgspec.json.Decoder(_Body)


@post("/", status_code=200)
async def compatible(request: HttpRequest, state: State) -> Response[bytes]:
    """Answer as TGI's root does: a list, or a stream; the prompt is echoed unless `return_full_text` is false."""
    body = await _read(request)
    return await _generate(request, state.edge, body, streamed=bool(body.stream), listed=True)


@post("/generate", status_code=200)
async def generate_whole(request: HttpRequest, state: State) -> Response[bytes]:
    """Answer with one object."""
    return await _generate(request, state.edge, await _read(request), streamed=False, listed=False)


@post("/generate_stream", status_code=200)
async def generate_stream(request: HttpRequest, state: State) -> Response[bytes]:
    """Answer with a stream of events, released at once."""
    return await _generate(request, state.edge, await _read(request), streamed=True, listed=False)


@get("/info")
async def info(request: HttpRequest, state: State) -> Response[bytes]:
    """Describe the model. `max_input_length` is the old name of `max_input_tokens`; clients read both."""
    caller_of(request)
    edge: Edge = state.edge
    tokens = edge.house.prompt_chars_max // 4
    described = {
        "model_id": edge.model_id,
        "model_pipeline_tag": "text-generation",
        "max_input_tokens": tokens,
        "max_input_length": tokens,
        "max_total_tokens": tokens + edge.settings.tokens_max,
        "max_best_of": edge.settings.candidates_max,
        "max_stop_sequences": 4,
        "router": "code-model-gateway",
        "version": "3.3.6-dev0",
    }
    return Response(msgspec.json.encode(described), media_type="application/json")


async def _read(request: HttpRequest) -> _Body:
    caller_of(request)
    return await read(request, _DECODER)


async def _generate(request: HttpRequest, edge: Edge, body: _Body, *, streamed: bool, listed: bool) -> Response[bytes]:
    parameters = body.parameters or _Parameters()
    completion, headers = await run(request, _wanted(request, body, parameters, edge), edge, _best)
    (choice,) = _best(completion)
    if wants_error(request) and choice.decision.action is Action.BLOCK:
        error = {"error": "The completion was blocked by policy.", "error_type": "policy_violation"}
        blocked = msgspec.json.encode({**error, "gateway": gateway_field(completion, (choice,))})
        return Response(blocked, status_code=422, media_type="application/json", headers=headers)
    echo = parameters.return_full_text if parameters.return_full_text is not None else listed
    answer = _answer(completion, choice, body.inputs if echo else "", details=bool(parameters.details))
    if streamed:
        return Response(_event(completion, choice, answer), media_type="text/event-stream", headers=headers)
    content = msgspec.json.encode([answer] if listed else answer)
    return Response(content, media_type="application/json", headers=headers)


def _best(completion: Completion) -> tuple[Choice, ...]:
    """Return the best choice alone, which is all that TGI's `best_of` shows."""
    return (min(completion.choices, key=lambda item: rank(item.decision.action)),)


def _wanted(request: HttpRequest, body: _Body, parameters: _Parameters, edge: Edge) -> CompletionRequest:
    limits = edge.settings
    tokens = 100 if parameters.max_new_tokens is None else parameters.max_new_tokens
    candidates = parameters.best_of or 1
    if tokens > limits.tokens_max:
        raise Unprocessable("max_new_tokens", client_text=f"`max_new_tokens` must be <= {limits.tokens_max}")
    if candidates > limits.candidates_max:
        raise Unprocessable("best_of", client_text=f"`best_of` must be <= {limits.candidates_max}")
    if parameters.adapter_id is not None or parameters.grammar is not None:
        raise Unprocessable("grammar or adapter", client_text="`grammar` and `adapter_id` are not supported")
    sampled = 1.0 if parameters.do_sample and parameters.temperature is None else parameters.temperature
    return build(
        request,
        prefix=body.inputs,
        suffix="",
        model="",
        context=context_of(request, {}),
        candidates=candidates,
        sampling=Sampling(
            tokens_max=tokens,
            temperature=sampled,
            top_p=parameters.top_p,
            top_k=parameters.top_k,
            repetition_penalty=parameters.repetition_penalty,
            seed=parameters.seed,
            stop=tuple(parameters.stop or ()),
        ),
    )


def _answer(completion: Completion, choice: Choice, echo: str, *, details: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {"generated_text": echo + released(completion, choice.text)}
    if details:
        answer["details"] = {
            "finish_reason": _FINISH[choice.finish_reason],
            "generated_tokens": completion.completion_tokens,
            "seed": completion.request.sampling.seed,
            "prefill": [],
            "tokens": [],
        }
    return {**answer, "gateway": gateway_field(completion, (choice,))}


def _event(completion: Completion, choice: Choice, answer: dict[str, Any]) -> bytes:
    text = released(completion, choice.text)
    details = {
        "finish_reason": _FINISH[choice.finish_reason],
        "generated_tokens": completion.completion_tokens,
        "input_length": completion.prompt_tokens,
        "seed": completion.request.sampling.seed,
    }
    token = {"id": 0, "text": text, "logprob": 0.0, "special": False}
    return b"data:" + msgspec.json.encode({"index": 1, "token": token, **answer, "details": details}) + b"\n\n"
