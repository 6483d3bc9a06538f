"""
The model port over text-generation-inference (TGI), through huggingface_hub's client with its teeth drawn.

It must never send anything to another host than the configured one, never wait longer than `generate_ms_max`, and
never let an exception of a library, or a word of the prompt inside one, through.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Self

import httpx2
import structlog
from huggingface_hub import AsyncInferenceClient, TextGenerationOutput

from gateway.errors import ModelError, ModelRejected, ModelUnavailable
from gateway.inference.answers import ModelInfo, parse_info
from gateway.inference.failures import LIBRARY_FAILURES, translate
from gateway.inference.settings import ModelSettings, bearer
from gateway.inference.transport import (
    CURRENT,
    Exchange,
    GuardedTransport,
    build_client,
    http_timeout,
    install_client_factory,
)
from gateway.values import Generated, Prompt, Sampling

log = structlog.get_logger()

_OK = 200
_SEED_BOUND = 2**63
_NO_CUT = 1.0


@dataclass(frozen=True, slots=True)
class _Clients:
    library: AsyncInferenceClient
    probe: httpx2.AsyncClient


class TgiModel:
    """One TGI server. Safe for any number of concurrent calls on one event loop."""

    def __init__(self, settings: ModelSettings) -> None:
        """Read the token; raise SettingsInvalid if it cannot be read. Nothing is connected yet."""
        self._settings = settings
        self._base = settings.url.rstrip("/")
        self._token = bearer(settings)
        self._clients: _Clients | None = None
        self._info: ModelInfo | None = None

    @property
    def info(self) -> ModelInfo | None:
        """What the last good probe read from `/info`; None before it."""
        return self._info

    async def start(self) -> Self:
        """Build the clients, on the event loop that will use them. Nothing is connected yet."""
        if self._clients is None:
            install_client_factory()
            library = AsyncInferenceClient(
                base_url=f"{self._base}/generate",
                token=self._token,
                # The library hands this to httpx2 as it is; its annotation knows only the float.
                timeout=http_timeout(self._settings, self._settings.generate_ms_max),  # type: ignore[arg-type]
                headers={"user-agent": "code-model-gateway"},
            )
            self._clients = _Clients(library, build_client(self._settings, GuardedTransport(self._settings)))
        return self

    async def stop(self) -> None:
        """Close every connection. Calls still under way raise ModelUnavailable."""
        clients, self._clients = self._clients, None
        if clients is not None:
            await clients.library.close()  # type: ignore[no-untyped-call] # huggingface_hub leaves it bare
            await clients.probe.aclose()

    async def generate(self, prompt: Prompt, candidates: int) -> tuple[Generated, ...]:
        """
        Return one to `candidates` answers, in parallel calls, before `generate_ms_max`.

        The first is sampled as asked, the others with other seeds. Lost ones are left out; if all are lost, raises the
        first one's ModelUnavailable, ModelRejected, ModelOverloaded or ModelTimeout. Cancellation closes connections.
        """
        if len(prompt.text) > self._settings.prompt_chars_max:
            raise ModelRejected(f"the prompt exceeds {self._settings.prompt_chars_max} characters")
        if candidates == 1:
            return (await self._one(prompt, prompt.sampling),)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._one_or_failure(prompt, vary(prompt.sampling, index, self._settings)))
                for index in range(candidates)
            ]
        return _survivors([task.result() for task in tasks])

    async def probe(self) -> None:
        """Return if `/health` is well and `/info` names the expected model; raise ModelError if not."""
        clients = self._started()
        try:
            async with asyncio.timeout(self._settings.probe_ms_max / 1_000):
                await self._get(clients.probe, "/health")
                info = parse_info(await self._get(clients.probe, "/info"))
        except LIBRARY_FAILURES as error:
            raise translate(error, self._settings) from None
        if self._settings.model_id not in {"", info.model_id}:
            raise ModelUnavailable(f"the model server does not serve {self._settings.model_id}")
        self._info = info

    async def _get(self, client: httpx2.AsyncClient, path: str) -> bytes:
        response = await client.get(self._base + path, headers={"authorization": f"Bearer {self._token}"})
        if response.status_code != _OK:
            raise ModelUnavailable(f"the model server's {path} answers with status {response.status_code}")
        return response.content

    async def _one_or_failure(self, prompt: Prompt, sampling: Sampling) -> Generated | ModelError:
        try:
            return await self._one(prompt, sampling)
        except ModelError as error:
            return error

    async def _one(self, prompt: Prompt, sampling: Sampling) -> Generated:
        exchange = Exchange(self._settings)
        clients = self._started()
        previous = CURRENT.set(exchange)
        try:
            async with asyncio.timeout(self._settings.generate_ms_max / 1_000):
                answer = await _call(clients.library, prompt.text, sampling)
        except LIBRARY_FAILURES as error:
            raise translate(error, self._settings, exchange.retry_after_s) from None
        finally:
            CURRENT.reset(previous)
        return self._generated(answer, exchange)

    def _generated(self, answer: TextGenerationOutput, exchange: Exchange) -> Generated:
        if len(answer.generated_text) > self._settings.answer_chars_max:
            raise ModelUnavailable(f"the completion exceeds {self._settings.answer_chars_max} characters")
        details = answer.details
        return Generated(
            text=answer.generated_text,
            finish_reason="length" if details is not None and details.finish_reason == "length" else "stop",
            prompt_tokens=exchange.prompt_tokens,
            completion_tokens=details.generated_tokens if details is not None else 0,
            model_id=self._info.model_id if self._info is not None else self._settings.model_id,
            model_revision=(self._info.model_sha or "") if self._info is not None else "",
        )

    def _started(self) -> _Clients:
        if self._clients is None:
            raise ModelUnavailable("the model client is not started")
        return self._clients


def vary(sampling: Sampling, index: int, settings: ModelSettings) -> Sampling:
    """Return how candidate `index` is sampled: the first as asked, each other with a seed of its own."""
    if index == 0:
        return sampling
    seed = (sampling.seed or 0) + index
    return replace(sampling, seed=seed, temperature=sampling.temperature or settings.other_temperature)


async def _call(client: AsyncInferenceClient, text: str, sampling: Sampling) -> TextGenerationOutput:
    # TGI refuses the neutral values that other protocols send (temperature 0, top_p 1, top_k 0): leave them out.
    temperature = sampling.temperature or None
    top_p = sampling.top_p if sampling.top_p is not None and sampling.top_p < _NO_CUT else None
    answer: TextGenerationOutput = await client.text_generation(
        text,
        details=True,
        stream=False,
        do_sample=temperature is not None,
        max_new_tokens=sampling.tokens_max,
        temperature=temperature,
        top_p=top_p,
        top_k=sampling.top_k or None,
        repetition_penalty=sampling.repetition_penalty,
        seed=None if sampling.seed is None else sampling.seed % _SEED_BOUND,
        stop=list(sampling.stop) or None,
        return_full_text=False,
    )
    return answer


def _survivors(results: list[Generated | ModelError]) -> tuple[Generated, ...]:
    answers = tuple(result for result in results if isinstance(result, Generated))
    failures = [result for result in results if isinstance(result, ModelError)]
    if not answers:
        raise failures[0] if failures else ModelUnavailable("no candidate was asked for")
    if failures:
        log.info("model.candidates_lost", lost=len(failures), kinds=sorted({failure.kind for failure in failures}))
    return answers
