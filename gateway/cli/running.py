"""Run the service in this process: start every part, listen, drain, stop."""

import json
import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import structlog
import uvloop

from gateway.app import Service
from gateway.embedded.local_model import LocalModel, LocalModelSettings
from gateway.http.server import Server
from gateway.launch import Embedded, prepare
from gateway.settings import Settings, load

_WELCOME = """
The gateway listens on {url} (Ctrl-C stops it). A token for 12 hours:

{token}

Try it:

  curl -s {url}/v1/completions -H 'Content-Type: application/json' -H 'Authorization: Bearer {token}' \\
    -d '{{"prompt": "def add(a, b):\\n    return ", "max_tokens": 12, "language": "python"}}'

In an IDE that speaks OpenAI's completions API (Continue, for example):

  {{"title": "Gateway", "provider": "openai", "model": "default", "apiBase": "{url}/v1", "apiKey": "<the token>",
   "useLegacyCompletionsEndpoint": true}}

The audit log of what you did:

  GATEWAY_AUDIT_DATABASE_URL='{reader}' {audit}/gateway-audit search
"""


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end on uvloop, with logs as JSON lines on stderr."""
    configure_logs()
    uvloop.run(work)


def configure_logs() -> None:
    """Log JSON lines to stderr: fixed words with values, never a prompt, a completion or a local variable."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    libraries = logging.StreamHandler(sys.stderr)
    render = structlog.processors.JSONRenderer()
    libraries.setFormatter(structlog.stdlib.ProcessorFormatter(processor=render, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[libraries], level=logging.WARNING)
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def serve_configured(path: Path, *, announce: bool) -> None:
    """Serve with the settings in a file; say the port as JSON when a program waits for it, else in words."""
    settings = load(path)
    host = settings.http.listen_host

    def say(port: int) -> None:
        sys.stdout.write(json.dumps({"port": port}) + "\n" if announce else f"Listening on http://{host}:{port}\n")
        sys.stdout.flush()

    await serve(settings, say)


async def serve(settings: Settings, announce: Callable[[int], None]) -> None:
    """Serve until a signal comes."""
    service = Service(settings)
    server = Server(service.application(), settings.http, announce)  # binds: a port that is taken stops the start
    await service.start()
    try:
        await server.run_until_signal()
    finally:
        await service.stop()


async def serve_embedded(folder: Path, listen: str, model_url: str | None) -> None:
    """Start the embedded parts, serve on them until a signal comes, stop them."""
    async with AsyncExitStack() as stack:
        if model_url is None:
            model = await stack.enter_async_context(LocalModel(LocalModelSettings()))
            model_url = model.url
        house = prepare(folder, model_url, listen=listen)
        stack.callback(house.postgres.stop)
        await serve(load(house.settings_file), lambda port: _welcome(house, port))


def _welcome(house: Embedded, port: int) -> None:
    token = house.issuer.token("developer@example.com", roles=("developer",), tenant="demo", lifetime_s=12 * 3600)
    host = house.settings.http.listen_host
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    text = _WELCOME.format(url=url, token=token, reader=house.reader_url, audit=Path(sys.executable).parent)
    sys.stdout.write(text)
    sys.stdout.flush()
