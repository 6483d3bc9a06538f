"""Run the service on embedded parts. Apart from `running`, because a service on its own parts needs none of these."""

import sys
from contextlib import AsyncExitStack
from pathlib import Path

from gateway.cli.running import serve
from gateway.embedded.local_model import LocalModel, LocalModelSettings
from gateway.launch import Embedded, prepare
from gateway.settings import load
from gateway.worker import Worker

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


async def serve_embedded(folder: Path, listen: str, model_url: str | None) -> None:
    """Start the embedded parts, serve on them until a signal comes, stop them."""
    async with AsyncExitStack() as stack:
        if model_url is None:
            model = await stack.enter_async_context(LocalModel(LocalModelSettings()))
            model_url = model.url
        house = prepare(folder, model_url, listen=listen)
        stack.callback(house.postgres.stop)
        settings = load(house.settings_file)
        await stack.enter_async_context(Worker(settings))
        await serve(settings, lambda port: _welcome(house, port))


def _welcome(house: Embedded, port: int) -> None:
    token = house.issuer.token("developer@example.com", roles=("developer",), tenant="demo", lifetime_s=12 * 3600)
    host = house.settings.http.listen_host
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    text = _WELCOME.format(url=url, token=token, reader=house.reader_url, audit=Path(sys.executable).parent)
    sys.stdout.write(text)
    sys.stdout.flush()
