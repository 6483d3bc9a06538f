"""One running gateway for all tests of this folder, and a made-up model server that each test brings to its port."""

import json
import os
import select
import socket
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
import psycopg
import pytest

from audit import queries
from audit.record import Record, parse
from gateway.inference import ModelSettings
from gateway.launch import Embedded, prepare, write
from tests.fakes.tgi_server import Reply, TgiServer, tgi

READY_S_MAX = 60
GENERATE_MS_MAX = 1500


@dataclass(frozen=True, slots=True)
class Running:
    """A gateway that serves, and what is needed to talk to it and to read its log."""

    house: Embedded
    port: int
    model_port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def token(self, profile: str | None = None, role: str = "developer", subject: str = "alice") -> str:
        """Return a token of one role, a developer's unless said otherwise."""
        return self.house.issuer.token(subject, (role,), tenant="demo", profile=profile)

    async def complete(self, prompt: str, profile: str | None = None, **fields: object) -> httpx2.Response:
        """Ask for a completion in OpenAI's dialect, in Python unless said otherwise."""
        body = {"prompt": prompt, "max_tokens": 64, "language": "python", **fields}
        async with httpx2.AsyncClient(timeout=30, trust_env=False) as client:
            headers = {"authorization": f"Bearer {self.token(profile)}"}
            return await client.post(f"{self.url}/v1/completions", json=body, headers=headers)

    def records(self, request_id: str) -> list[queries.Found]:
        """Return what the log says of one request, as an auditor reads it."""
        with queries.reading(self.house.reader_url) as connection:
            wanted = queries.Search(request_id=uuid.UUID(request_id))
            return list(queries.search(connection, wanted, limit=100))

    def whole_records(self, request_id: str) -> list[Record]:
        """Return all that the log holds of one request's outcome, as it was hashed and signed."""
        query = "SELECT canonical FROM audit.entry WHERE request_id = %s AND kind <> 'request' ORDER BY candidate"
        with psycopg.connect(self.house.reader_url) as connection:
            return [parse(bytes(canonical)) for (canonical,) in connection.execute(query, (request_id,))]

    def all_records(self, kind: str) -> list[queries.Found]:
        """Return every record of a kind."""
        with queries.reading(self.house.reader_url) as connection:
            return list(queries.search(connection, queries.Search(kind=kind), limit=1000))

    async def metric(self, name: str) -> float:
        """Return the value of a metric without labels, as an operator reads it from `/metrics`."""
        headers = {"authorization": f"Bearer {self.token(role='operator')}"}
        async with httpx2.AsyncClient(timeout=30, trust_env=False) as client:
            answer = await client.get(f"{self.url}/metrics", headers=headers)
        values = [line.split()[1] for line in answer.text.splitlines() if line.startswith(f"{name} ")]
        assert 1 == len(values), answer.text
        return float(values[0])

    @asynccontextmanager
    async def model(self, *replies: Reply) -> AsyncIterator[TgiServer]:
        """Bring a model server that gives these replies, the last one for ever."""
        server = TgiServer(tgi(replies))
        await server.listen(self.model_port)
        async with _closing(server):
            yield server


@asynccontextmanager
async def _closing(server: TgiServer) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await server.__aexit__(None, None, None)


@pytest.fixture(scope="session")
def running(postgres_folder: Path) -> Iterator[Running]:
    """Yield a gateway on its own Postgres; it must still be alive when the tests are done with it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        model_port = free.getsockname()[1]
    house = prepare(postgres_folder / "service", f"http://127.0.0.1:{model_port}")
    model = ModelSettings(url=f"http://127.0.0.1:{model_port}", generate_ms_max=GENERATE_MS_MAX)
    write(replace(house.settings, model=model), house.settings_file)
    command = [sys.executable, "-m", "gateway.cli", "serve", "--config", str(house.settings_file), "--announce"]
    log = postgres_folder / "service.log"
    with log.open("wb") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as process:  # noqa: S603 (our own module)
        try:
            assert process.stdout
            readable, _, _ = select.select([process.stdout], [], [], READY_S_MAX)
            line = os.read(process.stdout.fileno(), 1000) if readable else b""
            assert line, log.read_text()
            yield Running(house, json.loads(line)["port"], model_port, process)
            assert process.poll() is None, log.read_text()
        finally:
            process.terminate()
            code = process.wait(30)
            house.postgres.stop()
        assert 0 == code, log.read_text()
        assert [] == [path for path in Path("/dev/shm").glob("code-gateway-*") if f"-{process.pid}-" in path.name]
