"""
The door: every HTTP request passes here first, known route or not. It gets an id, its caller is proven, and a denial
is recorded. Only then does the application see it.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace
from typing import Any

import structlog
import uuid_utils

from audit.record import Kind
from gateway.errors import (
    AccessDenied,
    BadRequest,
    ClientGone,
    EvidenceUnavailable,
    GatewayError,
    InternalError,
    MethodNotAllowed,
    NotFound,
    Overloaded,
    ReleaseRefused,
)
from gateway.http.answers import error_body, error_headers
from gateway.http.entry import PUBLIC_LOG, PUBLIC_ROUTES, Entry, dialect_of
from gateway.http.meters import Meters
from gateway.ports import Access, Notes
from gateway.values import Event

type Message = MutableMapping[str, Any]
type Scope = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# What may happen before or after an attempt. Inside one it has been recorded already; the log keeps one of each.
_NOTED = (
    AccessDenied,
    BadRequest,
    ClientGone,
    EvidenceUnavailable,
    InternalError,
    MethodNotAllowed,
    NotFound,
    Overloaded,
    ReleaseRefused,
)
_CLIENT_CHARS_MAX = 200
_ROUTE_CHARS_MAX = 200
_log = structlog.get_logger("gateway.http")


class Gate:
    """ASGI application around another one."""

    def __init__(self, application: Application, access: Access, ledger: Notes, meters: Meters) -> None:
        """Let only proven callers through to `application`; note the others in `ledger`."""
        self._application = application
        self._access = access
        self._ledger = ledger
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one ASGI connection."""
        if scope["type"] != "http":
            raise NotFound(f"a connection of type {scope['type']}")
        entry = _entry(scope)
        try:
            entry = await self._admitted(entry, scope)
        except AccessDenied as denial:
            await self._refuse(entry, denial, send)
            return
        if "//" in entry.route or (entry.route.endswith("/") and entry.route != "/"):
            await self._refuse(entry, NotFound("a path that is not exact"), send)
            return
        state = scope.setdefault("state", {})
        state["entry"] = entry

        async def record_then_send(message: Message) -> None:
            if message["type"] == "http.response.start" and "failure" in state:
                await self._record(entry, state["failure"])
            await send(message)

        await self._application(scope, receive, record_then_send)

    async def _admitted(self, entry: Entry, scope: Scope) -> Entry:
        """Return the entry with its proven caller, or with the proven address where that is enough."""
        headers = _headers(scope)
        if scope["method"] == "GET" and entry.route in PUBLIC_ROUTES:
            return entry
        if scope["method"] == "GET" and entry.route.startswith(PUBLIC_LOG):
            return replace(entry, peer=self._access.admit(entry.peer, headers))
        caller = await self._access.authenticate(entry.peer, headers)
        return replace(entry, caller=caller, client=caller.client)

    async def _refuse(self, entry: Entry, failure: GatewayError, send: Send) -> None:
        await self._record(entry, failure)
        await send_error(send, failure, entry)

    async def _record(self, entry: Entry, failure: GatewayError) -> None:
        """Count a failure, and note it where no attempt can have done so."""
        _log.info("request.failed", kind=failure.kind, reason=failure.reason, request_id=entry.request_id)
        self._meters.failures.labels(kind=failure.kind).inc()
        # What is public may be asked for in vain as often as one likes: that is no event.
        in_vain = entry.caller is None and entry.route.startswith(PUBLIC_LOG) and not isinstance(failure, AccessDenied)
        if isinstance(failure, _NOTED) and not in_vain:
            await self._ledger.note(failure_event(entry, failure))


def failure_event(entry: Entry, failure: GatewayError) -> Event:
    """Say what was refused, to whom, and why."""
    return Event(
        kind=_kind(failure),
        request_id=entry.request_id,
        caller=entry.caller,
        address=_address(entry, failure),
        client=entry.client,
        dialect=entry.dialect,
        route=entry.route,
        failure_kind=failure.kind,
        failure_reason=failure.reason,
    )


async def send_error(send: Send, failure: GatewayError, entry: Entry) -> None:
    """Write a failure as a whole HTTP answer."""
    body = error_body(failure, entry.dialect, entry.request_id)
    headers = {**error_headers(failure, entry.request_id), "content-length": str(len(body))}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": failure.status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def _kind(failure: GatewayError) -> Kind:
    if isinstance(failure, AccessDenied):
        return Kind.DENIAL
    return Kind.CANCEL if isinstance(failure, ClientGone) else Kind.FAILURE


def _address(entry: Entry, failure: GatewayError) -> str:
    """Return where the caller is: as proven, else as found behind the proxies, else the TCP peer."""
    if entry.caller is not None:
        return entry.caller.address
    return (failure.address if isinstance(failure, AccessDenied) else "") or entry.peer


def _entry(scope: Scope) -> Entry:
    peer = scope["client"][0] if scope.get("client") else ""
    path = scope["path"][:_ROUTE_CHARS_MAX]
    client = _headers(scope).get("user-agent", "")[:_CLIENT_CHARS_MAX]
    return Entry(str(uuid_utils.uuid7()), time.monotonic_ns() // 1000, path, peer, client, dialect_of(path), None)


def _headers(scope: Scope) -> dict[str, str]:
    """Return the headers with lower-case names; a repeated one is joined by commas, as RFC 9110 §5.3 says."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
