"""The environment of the process changes nothing: no ambient token, proxy, offline switch or certificate file."""

import asyncio
import json
import os
import sys

from tests.fakes.tgi_server import TgiServer, good, tgi

_CHILD = """
import asyncio, sys
from gateway.inference import ModelSettings, TgiModel
from gateway.values import Prompt, Sampling

async def main():
    model = await TgiModel(ModelSettings(url=sys.argv[1])).start()
    await model.probe()
    prompt = Prompt("x", "x", "", "python", "filepath", None, Sampling())
    print((await model.generate(prompt, 1))[0].text)
    await model.stop()

asyncio.run(main())
"""


async def test_the_environment_changes_nothing() -> None:
    """With a hub token, proxies, offline mode and debug mode set, the call goes to the server with our token only."""
    async with TgiServer(tgi([good("answer")])) as proxy, TgiServer(tgi([good("answer")])) as server:
        ambient = {
            "HF_TOKEN": "hf_ambient_secret",
            "HF_HUB_OFFLINE": "1",
            "HF_DEBUG": "1",
            "HF_HUB_USER_AGENT_ORIGIN": "ambient_secret",
            "HTTP_PROXY": proxy.url,
            "http_proxy": proxy.url,
            "ALL_PROXY": proxy.url,
            "SSL_CERT_FILE": "/nonexistent",
            "NETRC": "/nonexistent",
        }
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _CHILD, server.url, env={**os.environ, **ambient}, stdout=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(30):
            out, _ = await child.communicate()
    seen = json.dumps([request.headers for request in server.received])

    assert b"answer\n" == out
    assert [] == proxy.received
    assert "ambient_secret" not in seen
    assert {"Bearer none"} == {request.headers["authorization"] for request in server.received}
