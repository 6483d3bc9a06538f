"""What the tests of the model client share."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from gateway.inference import ModelSettings, TgiModel
from gateway.values import Prompt, Sampling
from tests.fakes.tgi_server import Received, Reply, TgiServer


def prompt(text: str = "def add(a, b):\n    return", **sampling: object) -> Prompt:
    """Return a prompt as the flow would lay it out."""
    return Prompt(text, text, "", "python", "filepath", "a.py", Sampling(**sampling))  # type: ignore[arg-type] # terse


def settings(url: str, **changes: object) -> ModelSettings:
    """Return settings with short times."""
    values: dict[str, object] = {"url": url, "generate_ms_max": 5_000, "connect_ms_max": 1_000} | changes
    return ModelSettings(**values)  # type: ignore[arg-type] # terse


@asynccontextmanager
async def served(behave: Callable[[Received], Reply], **changes: object) -> AsyncIterator[tuple[TgiModel, TgiServer]]:
    """Yield a started client and the stand-in it talks to."""
    async with TgiServer(behave) as server:
        model = await TgiModel(settings(server.url, **changes)).start()
        try:
            yield model, server
        finally:
            await model.stop()
