"""What every dialect shares: reading a body, building the request, running the flow until the caller hangs up."""

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import InternalServerException

from gateway.errors import BadRequest, ClientGone, Forbidden, Unprocessable, UnsupportedMediaType
from gateway.flow import House, complete
from gateway.http.answers import completion_headers
from gateway.http.entry import Entry
from gateway.http.meters import Meters
from gateway.http.settings import HttpSettings
from gateway.syntax.languages import SUPPORTED
from gateway.values import Caller, Choice, Completion, CompletionRequest, Role, Sampling

HttpRequest = Request[Any, Any, Any]  # not a `type` statement: Litestar reads the annotation

_NAME_CHARS_MAX = 1000
_MODULES_MAX = 500
_MODULE = re.compile(r"[\w@./-]{1,200}")
_MAY_COMPLETE = frozenset({Role.DEVELOPER, Role.CI})


@dataclass(frozen=True, slots=True)
class Edge:
    """What the handlers need, put together by the composition root."""

    house: House
    settings: HttpSettings
    meters: Meters
    model_id: str


@dataclass(frozen=True, slots=True)
class Context:
    """Where the code belongs, as the caller says: body fields first, else `X-Gateway-*` headers."""

    language: str | None
    filepath: str | None
    repository: str | None
    branch: str | None
    modules: tuple[str, ...] = ()


def entry_of(request: HttpRequest) -> Entry:
    """Return what the gate knows of this request."""
    entry: Entry = request.scope["state"]["entry"]
    return entry


def caller_of(request: HttpRequest, roles: frozenset[Role] = _MAY_COMPLETE) -> Caller:
    """Return the proven caller, or raise Forbidden when none of `roles` is theirs."""
    caller = entry_of(request).caller
    if caller is None or not caller.roles & roles:
        raise Forbidden("the token has none of the roles " + ", ".join(sorted(roles)))
    return caller


async def read[T](request: HttpRequest, decoder: msgspec.json.Decoder[T]) -> T:
    """Decode the JSON body. Raises UnsupportedMediaType, BodyTooLarge or BadRequest that names the field."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media != "application/json":
        raise UnsupportedMediaType(f"content type {media[:80]!r}")
    try:
        body = await request.body()
    except InternalServerException:  # what Litestar raises when the caller hangs up in mid-body
        raise ClientGone("in the middle of the body") from None
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        text = str(error) if isinstance(error, msgspec.ValidationError) else "the body is not valid JSON in UTF-8"
        raise BadRequest(f"body: {text}", client_text=f"The request is not valid: {text}.") from None


def context_of(request: HttpRequest, fields: Mapping[str, str | None]) -> Context:
    """Collect language, filepath, repository and branch. Raises BadRequest when one is too long or unprintable."""
    values: dict[str, str | None] = {}
    for name in ("language", "filepath", "repository", "branch"):
        value = fields.get(name) or request.headers.get(f"x-gateway-{name}")
        if value is not None and (len(value) > _NAME_CHARS_MAX or not value.isprintable()):
            raise BadRequest(f"{name} is too long or unprintable", client_text=f"'{name}' is too long or unprintable.")
        values[name] = value or None
    return Context(**values, modules=_modules(request.headers.get("x-gateway-modules", "")))


def _modules(header: str) -> tuple[str, ...]:
    """Return the project's own modules. Raises BadRequest when there are too many, or one cannot be a module's name."""
    names = tuple(name.strip() for name in header.split(",") if name.strip())
    if len(names) > _MODULES_MAX or not all(map(_MODULE.fullmatch, names)):
        text = f"'X-Gateway-Modules' wants at most {_MODULES_MAX} names of modules, separated by commas."
        raise BadRequest("modules: too many, or no names", client_text=text)
    return names


def build(  # noqa: PLR0913 (keyword only: the parts of one request)
    request: HttpRequest,
    *,
    prefix: str,
    suffix: str,
    model: str,
    context: Context,
    candidates: int,
    sampling: Sampling,
) -> CompletionRequest:
    """Build the request for the flow. Raises Unprocessable when there is nothing to complete, or a NUL in it."""
    if not prefix.strip() and not suffix.strip():
        raise Unprocessable("empty prompt", client_text="The prompt is empty.")
    if "\0" in prefix or "\0" in suffix:
        raise Unprocessable("NUL in prompt", client_text="The prompt holds a NUL character.")
    entry = entry_of(request)
    return CompletionRequest(
        request_id=entry.request_id,
        caller=caller_of(request),
        dialect=entry.dialect,
        prefix=prefix,
        suffix=suffix,
        model=model,
        language=context.language,
        filepath=context.filepath,
        repository=context.repository,
        branch=context.branch,
        modules=context.modules,
        candidates=candidates,
        crlf="\r\n" in prefix,
        sampling=sampling,
    )


async def run(
    request: HttpRequest,
    wanted: CompletionRequest,
    edge: Edge,
    shown: Callable[[Completion], tuple[Choice, ...]] = lambda completion: completion.choices,
) -> tuple[Completion, dict[str, str]]:
    """
    Run the flow, count what came out, and return it with the headers of the choices that are `shown`.

    A caller who hangs up cancels it.

    Raises whatever the flow raises, or ClientGone.
    """
    completion = await _until_hang_up(request.receive, complete(wanted, edge.house))
    model_us = dict(completion.parts_us).get("model", 0)
    spent_us = max(0, time.monotonic_ns() // 1000 - entry_of(request).began_us - model_us)
    for choice in completion.choices:
        decision = choice.decision
        language = decision.report.language if decision.report.language in SUPPORTED else "other"
        edge.meters.decisions.labels(action=decision.action.value, language=language).inc()
    edge.meters.overhead.observe(spent_us / 1_000_000)
    timings = edge.settings.debug_timings
    return completion, completion_headers(completion, shown(completion), spent_us, timings=timings)


def wants_error(request: HttpRequest) -> bool:
    """Tell whether the caller, a pipeline, wants a full block as an error (`X-Gateway-Block-As: error`)."""
    return request.headers.get("x-gateway-block-as", "").strip().lower() == "error"


def released(completion: Completion, text: str) -> str:
    """Return a released text with the caller's own line ends: the only change that the edge may make."""
    return text.replace("\n", "\r\n") if completion.request.crlf else text


async def _until_hang_up[T](receive: Callable[[], Awaitable[Any]], work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.create_task(work)
    watch = asyncio.create_task(_hung_up(receive))
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientGone
    finally:
        watch.cancel()
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _hung_up(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
