"""The local model, started once for all tests of this folder."""

from collections.abc import AsyncIterator

import pytest_asyncio

from gateway.embedded.local_model import LocalModel, LocalModelSettings


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def local_model() -> AsyncIterator[LocalModel]:
    """Yield the running local model."""
    async with LocalModel(LocalModelSettings(ready_ms_max=60_000)) as model:
        yield model
