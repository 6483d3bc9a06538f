"""TGI's request and answer forms, as in its OpenAPI description 3.3.6, and its rules on parameters. Pure."""

from typing import Literal

import msgspec

FinishReason = Literal["length", "eos_token", "stop_sequence"]

MODEL_ID = "HuggingFaceTB/SmolLM2-135M-Instruct"
TOKENS_TOTAL_MAX = 2_048
TOKENS_INPUT_MAX = TOKENS_TOTAL_MAX - 1
STOP_MAX = 4
BEST_OF_MAX = 2
NEW_TOKENS_DEFAULT = 1_024
SEED_BOUND = 2**64


class Failure(Exception):
    """What TGI answers instead of a generation: a status, an error type and a text."""

    def __init__(self, status: int, error_type: str, text: str) -> None:
        """Keep the three; the text never quotes the prompt."""
        super().__init__(text)
        self.status = status
        self.body = msgspec.json.encode({"error": text, "error_type": error_type})
        self.error_type = error_type


def invalid(text: str) -> Failure:
    """Return a validation error in TGI's words."""
    return Failure(422, "validation", f"Input validation error: {text}")


def overloaded() -> Failure:
    """Return the error for a full queue."""
    return Failure(429, "overloaded", "Model is overloaded")


def generation_failed(text: str) -> Failure:
    """Return the error for an engine that refused or broke."""
    return Failure(424, "generation", f"Request failed during generation: {text}")


def incomplete() -> Failure:
    """Return the error for a generation that ended without an end."""
    return Failure(500, "incomplete_generation", "Incomplete generation")


class Parameters(msgspec.Struct, frozen=True):
    """`parameters` of a request. Unknown ones are ignored, as TGI does; null means the default."""

    max_new_tokens: int | None = None
    do_sample: bool | None = False
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    typical_p: float | None = None
    repetition_penalty: float | None = None
    frequency_penalty: float | None = None
    seed: int | None = None
    best_of: int | None = None
    stop: list[str] | None = None
    truncate: int | None = None
    return_full_text: bool | None = None
    details: bool | None = True
    grammar: msgspec.Raw | None = None

    @property
    def samples(self) -> bool:
        """Whether chance is asked for."""
        asked = (self.temperature, self.top_k, self.top_p, self.typical_p)
        return bool(self.do_sample) or any(value is not None for value in asked)


class GenerateRequest(msgspec.Struct, frozen=True):
    """Body of `/`, `/generate` and `/generate_stream`; `stream` is read on `/` only."""

    inputs: str
    parameters: Parameters | None = None
    stream: bool | None = False


class Token(msgspec.Struct, frozen=True):
    """One generated token."""

    id: int
    text: str
    logprob: float
    special: bool = False


class Generation(msgspec.Struct, frozen=True):
    """One whole answer of the engine. `seed` is None for a greedy one."""

    text: str
    finish_reason: FinishReason
    tokens: tuple[Token, ...]
    input_length: int
    seed: int | None


_decoder = msgspec.json.Decoder(GenerateRequest)


def parse(body: bytes) -> GenerateRequest:
    """Return the request; raise Failure 422 if the body is not one, in words that do not quote it."""
    try:
        return _decoder.decode(body)
    except msgspec.ValidationError as error:
        raise Failure(422, "validation", f"Failed to deserialize the JSON body into the target type: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Failure(422, "validation", "Failed to parse the request body as JSON") from None


def validate(request: GenerateRequest, *, stream: bool) -> Parameters:
    """Return the parameters; raise Failure 422 with TGI's own text if one is out of its bounds."""
    parameters = request.parameters or Parameters()
    _check_best_of(parameters, stream=stream)
    for name in ("temperature", "repetition_penalty", "top_k", "max_new_tokens"):
        value = getattr(parameters, name)
        if value is not None and value <= 0:
            raise invalid(f"`{name}` must be strictly positive")
    for name in ("top_p", "typical_p"):
        value = getattr(parameters, name)
        if value is not None and not 0 < value < 1:
            raise invalid(f"`{name}` must be > 0.0 and < 1.0")
    _check_frequency(parameters.frequency_penalty)
    _check_seed(parameters.seed)
    _check_truncate(parameters.truncate)
    if len(parameters.stop or ()) > STOP_MAX:
        raise invalid(f"`stop` supports up to {STOP_MAX} stop sequences. Given: {len(parameters.stop or ())}")
    if parameters.grammar is not None and bytes(parameters.grammar) != b"null":
        raise invalid("grammar is not supported")
    if not request.inputs:
        raise invalid("`inputs` cannot be empty")
    return parameters


def new_tokens(parameters: Parameters, input_length: int) -> int:
    """Return how many tokens may be generated; raise Failure 422 if prompt and answer together exceed the model."""
    if input_length > TOKENS_INPUT_MAX:
        raise invalid(f"`inputs` must have less than {TOKENS_INPUT_MAX} tokens. Given: {input_length}")
    room = TOKENS_TOTAL_MAX - input_length
    wanted = parameters.max_new_tokens
    if wanted is None:
        return min(NEW_TOKENS_DEFAULT, room)
    if wanted > room:
        given = f"Given: {input_length} `inputs` tokens and {wanted} `max_new_tokens`"
        raise invalid(f"`inputs` tokens + `max_new_tokens` must be <= {TOKENS_TOTAL_MAX}. {given}")
    return wanted


def _check_best_of(parameters: Parameters, *, stream: bool) -> None:
    best_of = 1 if parameters.best_of is None else parameters.best_of
    if not 0 < best_of <= BEST_OF_MAX:
        raise invalid(f"`best_of` must be > 0 and <= {BEST_OF_MAX}. Given: {best_of}")
    if best_of > 1 and not parameters.samples:
        raise invalid("you must use sampling when `best_of` is > 1")
    if best_of > 1 and parameters.seed is not None:
        raise invalid("`seed` must not be set when `best_of` > 1")
    if best_of > 1 and stream:
        raise invalid("`best_of` != 1 is not allowed when streaming tokens")


def _check_frequency(penalty: float | None) -> None:
    bound = 2
    if penalty is not None and not -bound <= penalty <= bound:
        raise invalid("`frequency_penalty` must be >= -2.0 and <= 2.0")


def _check_seed(seed: int | None) -> None:
    if seed is not None and not 0 <= seed < SEED_BOUND:
        raise invalid("`seed` must be an unsigned 64 bit integer")


def _check_truncate(truncate: int | None) -> None:
    if truncate is not None and not 0 < truncate <= TOKENS_INPUT_MAX:
        bound = f"strictly positive and less than {TOKENS_INPUT_MAX}"
        raise invalid(f"`truncate` must be {bound}. Given: {truncate}")


def answer(generation: Generation, others: list[Generation], *, inputs: str, parameters: Parameters) -> object:
    """Return one generation in the form of `/generate`; `others` are the sequences that `best_of` did not choose."""
    head = inputs if parameters.return_full_text else ""
    if parameters.details is False:
        return {"generated_text": head + generation.text}
    details = _details(generation)
    if others:
        details["best_of_sequences"] = [{"generated_text": head + each.text, **_details(each)} for each in others]
    return {"generated_text": head + generation.text, "details": details}


def event(index: int, token: Token, end: Generation | None, *, head: str) -> bytes:
    """Return one event of a stream; `end` is the whole generation on the last one."""
    details = None
    if end is not None:
        details = {
            "finish_reason": end.finish_reason,
            "generated_tokens": len(end.tokens),
            "seed": end.seed,
            "input_length": end.input_length,
        }
    text = None if end is None else head + end.text
    body = {"index": index, "token": token, "generated_text": text, "details": details}
    return b"data:" + msgspec.json.encode(body) + b"\n\n"


def _details(generation: Generation) -> dict[str, object]:
    return {
        "finish_reason": generation.finish_reason,
        "generated_tokens": len(generation.tokens),
        "seed": generation.seed,
        "prefill": [],
        "tokens": generation.tokens,
    }


def info(queue_max: int) -> dict[str, object]:
    """Return the body of `/info`. `max_input_length` is the old name that Continue's client reads."""
    return {
        "model_id": MODEL_ID,
        "model_sha": None,
        "model_pipeline_tag": "text-generation",
        "max_concurrent_requests": queue_max,
        "max_best_of": BEST_OF_MAX,
        "max_stop_sequences": STOP_MAX,
        "max_input_tokens": TOKENS_INPUT_MAX,
        "max_input_length": TOKENS_INPUT_MAX,
        "max_total_tokens": TOKENS_TOTAL_MAX,
        "validation_workers": 1,
        "max_client_batch_size": 1,
        "router": "code-model-gateway-embedded",
        "version": "3.3.6-dev0",
        "sha": None,
        "docker_label": None,
    }
