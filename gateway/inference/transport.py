"""
The only door to the model server: HTTP with everything switched off that could leak, follow or flood.

huggingface_hub builds its HTTP client with a process-global factory; `install_client_factory` replaces it, once, for
the whole process. Every client built here has no redirects, no environment (proxies, netrc), no cookies, a bounded
pool and a transport that reads at most `answer_bytes_max` and passes on nothing but status and a checked body. It
must never show the library a header or an error text of the server: the library acts on some of them (a 400 with the
right words makes it call again without `return_full_text`), logs others, and texts may quote the prompt.
"""

import ssl
from contextvars import ContextVar
from dataclasses import dataclass
from typing import override

import httpx2
from huggingface_hub import set_async_client_factory

from gateway.errors import ModelUnavailable, SettingsInvalid
from gateway.inference.answers import slim_error, slim_generation
from gateway.inference.connections import Connections
from gateway.inference.settings import ModelSettings

_OK = 200
_REDIRECTS = range(300, 400)


@dataclass(slots=True)
class Exchange:
    """One call: the settings it runs under, and what the server said in headers that the library drops."""

    settings: ModelSettings
    prompt_tokens: int = 0
    retry_after_s: int | None = None


CURRENT: ContextVar[Exchange] = ContextVar("gateway_model_exchange")


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Sends one request, reads a bounded answer, and returns a response that holds only status and body."""

    def __init__(self, settings: ModelSettings) -> None:
        """Open a pool of at most `connections_max` connections; nothing is connected yet."""
        self._connections = Connections(settings, tls=_tls(settings))

    @override
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return status and body; raise ModelUnavailable on a redirect or an endless body, httpx2 errors otherwise."""
        status, headers, body = await self._connections.carry(request)
        if status in _REDIRECTS:
            raise ModelUnavailable(f"the model server redirects (status {status}); nothing was followed")
        _note_headers(headers)
        return httpx2.Response(status, content=self.clean(status, body))

    def clean(self, status: int, body: bytes) -> bytes:
        """Return the body to pass on."""
        return body if status == _OK else b""

    @override
    async def aclose(self) -> None:
        """Close every connection."""
        await self._connections.close()


class GenerateTransport(GuardedTransport):
    """Also checks the form of a generation, so that the library only ever parses what we wrote."""

    @override
    def clean(self, status: int, body: bytes) -> bytes:
        """Return a small well-formed answer or error; raise ModelUnavailable for garbage."""
        return slim_generation(body) if status == _OK else slim_error(body)


def build_client(settings: ModelSettings, transport: GuardedTransport) -> httpx2.AsyncClient:
    """Return a client that has no redirects, no environment, no compression, and times out by itself."""
    return httpx2.AsyncClient(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        timeout=http_timeout(settings, settings.probe_ms_max),
        headers={"accept-encoding": "identity", "user-agent": "code-model-gateway"},
    )


def http_timeout(settings: ModelSettings, read_ms: int) -> httpx2.Timeout:
    """Return time-outs for each step of a call; the total deadline is the caller's."""
    connect_s = settings.connect_ms_max / 1_000
    return httpx2.Timeout(connect=connect_s, read=read_ms / 1_000, write=connect_s, pool=connect_s)


def install_client_factory() -> None:
    """Make huggingface_hub build its asynchronous clients here. Process-global; calling it again changes nothing."""
    set_async_client_factory(_client_for_library)


def _client_for_library() -> httpx2.AsyncClient:
    exchange = CURRENT.get(None)
    if exchange is None:  # not one of ours: somebody else in this process uses the library, for streams perhaps
        return httpx2.AsyncClient(trust_env=False, follow_redirects=False)
    return build_client(exchange.settings, GenerateTransport(exchange.settings))


def _tls(settings: ModelSettings) -> ssl.SSLContext | bool:
    if settings.url.startswith("http:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used, trusts nobody, and spares reading certificates
    if not settings.ca_file:
        return True
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:  # ssl.SSLError too
        raise SettingsInvalid(f"model.ca_file cannot be used: {type(error).__name__}") from None


def _note_headers(headers: httpx2.Headers) -> None:
    exchange = CURRENT.get(None)
    if exchange is not None:
        exchange.prompt_tokens = _count(headers.get("x-prompt-tokens")) or 0
        exchange.retry_after_s = _count(headers.get("retry-after"))


def _count(value: str | None) -> int | None:
    digits_max = 9
    plain = value is not None and value.isascii() and value.isdigit() and len(value) <= digits_max
    return int(value) if plain and value is not None else None
