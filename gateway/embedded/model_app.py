"""
The routes of the local model, as a plain ASGI application: small enough that a framework's own answers (its error
bodies, its 201s) would be more work to turn off than it saves.

A caller who hangs up stops the generation at its next token, also when it asked for no stream.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from gateway.embedded import model_protocol as protocol
from gateway.embedded.model_metrics import Metrics
from gateway.embedded.model_protocol import Failure, Generation, Parameters, Token

# ASGI's own vocabulary; its messages are open dictionaries by specification.
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BODY_BYTES_MAX = 2_097_152
QUEUE_MAX = 8
_EVENTS = "text/event-stream"
_EOS = Token(id=2, text="", logprob=0.0, special=True)


class Generator(Protocol):
    """What the routes need of the engine."""

    def generate(self, inputs: str, parameters: Parameters, listen: Callable[[Token], bool]) -> Generation:
        """Generate, blocking, and tell `listen` each token until it returns True; raise Failure."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    inputs: str
    parameters: Parameters
    wrap: bool


class ModelApp:
    """One engine behind TGI's routes. One generation at a time; `QUEUE_MAX` requests in all, the next gets 429."""

    def __init__(self, engine: Generator) -> None:
        """Take a loaded engine."""
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
        self._turn = asyncio.Lock()
        self._stopping = threading.Event()
        self._inside = 0
        self._metrics = Metrics()

    def abandon(self) -> None:
        """End every generation at its next token, with 500 incomplete_generation: the process is about to stop."""
        self._stopping.set()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        match scope["method"], scope["path"]:
            case "POST", "/generate":
                await self._complete(receive, send, stream=False, compatible=False)
            case "POST", "/generate_stream":
                await self._complete(receive, send, stream=True, compatible=False)
            case "POST", "/":
                await self._complete(receive, send, stream=False, compatible=True)
            case "GET", "/info":
                await _reply(send, 200, msgspec.json.encode(protocol.info(QUEUE_MAX)))
            case "GET", "/health":  # the model is in memory, or this process would not listen
                await _reply(send, 200, b"")
            case "GET", "/metrics":
                text = self._metrics.render(running=int(self._turn.locked()), inside=self._inside)
                await _reply(send, 200, text.encode(), media="text/plain; version=0.0.4")
            case _, "/generate" | "/generate_stream" | "/" | "/info" | "/health" | "/metrics":
                await _reply(send, 405, b"")
            case _:
                await _reply(send, 404, b"")

    async def _complete(self, receive: Receive, send: Send, *, stream: bool, compatible: bool) -> None:
        self._metrics.requests += 1
        try:
            request = protocol.parse(await _read(receive))
            stream = stream or (compatible and bool(request.stream))
            parameters = protocol.validate(request, stream=stream)
            if compatible and parameters.return_full_text is None:
                parameters = msgspec.structs.replace(parameters, return_full_text=True)
            await self._admit(_Job(request.inputs, parameters, compatible), receive, send, stream=stream)
        except Failure as failure:
            self._metrics.fail(failure.error_type)
            body = b"data:" + failure.body + b"\n\n" if stream else failure.body
            await _reply(send, failure.status, body, media=_EVENTS if stream else "application/json")

    async def _admit(self, job: _Job, receive: Receive, send: Send, *, stream: bool) -> None:
        if self._inside >= QUEUE_MAX:
            raise protocol.overloaded()
        self._inside += 1
        try:
            work = self._stream(job, send) if stream else self._whole(job, send)
            if not await _unless_hung_up(receive, work):
                self._metrics.hang_ups += 1
        finally:
            self._inside -= 1

    async def _whole(self, job: _Job, send: Send) -> None:
        began = time.perf_counter()
        sequences = [await self._run(job, lambda _: None) for _ in range(job.parameters.best_of or 1)]
        best, *others = sorted(sequences, key=_mean_logprob, reverse=True)
        body = protocol.answer(best, others, inputs=job.inputs, parameters=job.parameters)
        headers = self._succeed(best, time.perf_counter() - began)
        await _reply(send, 200, msgspec.json.encode([body] if job.wrap else body), headers=headers)

    async def _stream(self, job: _Job, send: Send) -> None:
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        # Bounded by the model: no generation has more tokens.
        queue: asyncio.Queue[Token | None] = asyncio.Queue(protocol.TOKENS_TOTAL_MAX + 1)
        running = loop.create_task(self._run(job, lambda token: loop.call_soon_threadsafe(queue.put_nowait, token)))
        running.add_done_callback(lambda _: queue.put_nowait(None))
        try:
            await self._send_events(job, queue, running, send)
        finally:
            if not running.done():
                running.cancel()
                await asyncio.wait([running])
        failure = running.exception()
        if isinstance(failure, Failure):
            self._metrics.fail(failure.error_type)  # its event has been sent; the status had been sent before
        else:
            self._succeed(running.result(), time.perf_counter() - began)

    async def _send_events(
        self, job: _Job, queue: asyncio.Queue[Token | None], running: asyncio.Task[Generation], send: Send
    ) -> None:
        # The last token's event also carries the whole text, so one token is always held back.
        index, held = 0, await queue.get()
        if held is None and running.exception() is not None:
            await running  # nothing was sent yet: the failure becomes a status
        await _start(send, 200, _EVENTS)
        while held is not None and (following := await queue.get()) is not None:
            index, event = index + 1, protocol.event(index + 1, held, None, head="")
            held = following
            await _body(send, event, more=True)
        await _body(send, _last_events(job, index, held, running), more=False)

    async def _run(self, job: _Job, listen: Callable[[Token], object]) -> Generation:
        """Generate in the model's thread, in turn; cancelled, stop at the next token and only then free the turn."""
        abandoned = threading.Event()

        def each(token: Token) -> bool:
            listen(token)
            return abandoned.is_set() or self._stopping.is_set()

        async with self._turn:
            loop = asyncio.get_running_loop()
            future = loop.run_in_executor(self._thread, self._engine.generate, job.inputs, job.parameters, each)
            try:
                return await asyncio.shield(future)
            except asyncio.CancelledError:
                abandoned.set()
                await asyncio.wait([future])
                future.exception()  # an abandoned generation always fails; nobody is left to hear it
                raise

    def _succeed(self, generation: Generation, seconds: float) -> tuple[tuple[bytes, bytes], ...]:
        tokens = len(generation.tokens)
        self._metrics.succeed(input_tokens=generation.input_length, generated_tokens=tokens, seconds=seconds)
        milliseconds = round(seconds * 1_000)
        values = {
            "x-compute-type": "cpu",
            "x-total-time": milliseconds,
            "x-prompt-tokens": generation.input_length,
            "x-generated-tokens": tokens,
            "x-time-per-token": milliseconds // max(1, tokens),
        }
        return tuple((name.encode(), str(value).encode()) for name, value in values.items())


def _last_events(job: _Job, index: int, held: Token | None, running: asyncio.Task[Generation]) -> bytes:
    failure = running.exception()
    if isinstance(failure, Failure):
        return b"data:" + failure.body + b"\n\n"
    end = running.result()
    head = job.inputs if job.parameters.return_full_text else ""
    if held is not None and end.finish_reason != "eos_token":
        return protocol.event(index + 1, held, end, head=head)
    before = b"" if held is None else protocol.event(index + 1, held, None, head="")
    return before + protocol.event(index + (1 if held is None else 2), _EOS, end, head=head)


def _mean_logprob(generation: Generation) -> float:
    return sum(token.logprob for token in generation.tokens) / max(1, len(generation.tokens))


async def _unless_hung_up(receive: Receive, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work; return False if the caller hung up first, after the work has been cancelled."""
    loop = asyncio.get_running_loop()
    task, watch = loop.create_task(work), loop.create_task(_hang_up(receive))
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hung_up = not task.done()
        watch.cancel()
        task.cancel()
        await asyncio.wait({task, watch})
    if not hung_up:
        await task
    return not hung_up


async def _hang_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise protocol.incomplete()
        body += message.get("body", b"")
        if len(body) > BODY_BYTES_MAX:
            raise Failure(413, "validation", f"The body exceeds {BODY_BYTES_MAX} bytes")
        if not message.get("more_body", False):
            return bytes(body)


async def _reply(
    send: Send,
    status: int,
    body: bytes,
    *,
    media: str = "application/json",
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    await _start(send, status, media, (*headers, (b"content-length", str(len(body)).encode())))
    await _body(send, body, more=False)


async def _start(send: Send, status: int, media: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    all_headers = [(b"content-type", media.encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": all_headers})


async def _body(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})
