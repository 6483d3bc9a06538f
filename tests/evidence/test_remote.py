"""`gateway-audit search --gateway`: the API is asked page by page, and what goes wrong is said."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from audit.__main__ import main

RECORD: dict[str, object] = {
    "time": "2026-11-29T10:00:00+00:00",
    "kind": "completion",
    "request_id": "01890000-0000-7000-8000-000000000000",
    "candidate": 0,
    "record_id": "01890000-0000-7000-8000-000000000001",
    "writer": "01890000-0000-7000-8000-000000000002",
    "sequence": 1,
    "tenant": "acme",
    "caller": "alice",
    "address": None,
    "repository": None,
    "language": "python",
    "decision": "flag",
    "rules": ["a-rule"],
    "cwes": ["CWE-89"],
    "model_id": "seed",
    "policy_revision": "sha256:1",
    "failure_kind": None,
    "leaf": "00",
    "details": {"count": 1},
}


@contextmanager
def gateway(*answers: tuple[int, object]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the URL of a server with these answers, and the paths and tokens that it was asked with."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers[len(asked)]
            asked.append((self.path, self.headers["authorization"]))
            text = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(text)))
            self.send_header("location", "/elsewhere")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401  # the library's own
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def token_file(tmp_path: Path) -> str:
    """Return a file with a token."""
    path = tmp_path / "token"
    path.write_text("a.b.c\n")
    return str(path)


def test_pages_are_followed(token_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every condition is a parameter, the token goes along, cursors are followed to the end."""
    page = {"records": [RECORD], "next": "cursor-1"}
    conditions = ("--cwe", "CWE-89", "--model", "seed", "--since", "2026-11-01", "--language", "python")
    with gateway((200, page), (200, {"records": [RECORD], "next": None})) as (url, asked):
        code = main(["search", "--gateway", url, "--token-file", token_file, "--json", "--limit", "5", *conditions])
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert (0, [RECORD, RECORD]) == (code, shown)
    first, second = (path for path, _ in asked)
    assert {"Bearer a.b.c"} == {token for _, token in asked}
    for part in ("cwe=CWE-89", "model=seed", "since=2026-11-01T00%3A00%3A00%2B00%3A00", "language=python", "limit=5"):
        assert part in first
    assert "cursor=cursor-1" in second
    assert "limit=4" in second


@pytest.mark.parametrize(
    ("status", "body", "advice"),
    [
        (403, {"error": {"message": "Not permitted"}}, "403: Not permitted"),
        (503, b"<html>", "in a form that is not its own"),
        (302, {}, "answers 302"),
        (200, b"<html>", "not a gateway's"),
        (200, [], "not a gateway's"),
        (200, {"records": 1}, "not a gateway's"),
        (200, {"records": [{}]}, "another form"),
        (200, {"records": [RECORD | {"more": 1}]}, "another form"),
        (200, {"records": [1]}, "another form"),
    ],
    ids=str,
)
def test_bad_answers_are_said(
    status: int, body: object, advice: str, token_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and what was wrong; a redirect is not followed."""
    with gateway((status, body)) as (url, asked):
        code = main(["search", "--gateway", url, "--token-file", token_file])
    complaint = capsys.readouterr().err

    assert (2, 1) == (code, len(asked))
    assert advice in complaint


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["--gateway", "http://127.0.0.1:1"], "--token-file"),
        (["--gateway", "http://127.0.0.1:1", "--token-file", "FILE", "--tenant", "acme"], "the token's"),
        (["--gateway", "ftp://host", "--token-file", "FILE"], "has the form"),
        (["--gateway", "http://127.0.0.1:1", "--token-file", "/no/such/file"], "cannot be read"),
        (["--gateway", "http://127.0.0.1:1", "--token-file", "/dev/null"], "holds no token"),
        (["--gateway", "http://127.0.0.1:1", "--token-file", "FILE"], "cannot be reached"),
        (["--database", "postgresql://127.0.0.1:1/x", "--text-sha256", "0"], "needs --gateway"),
    ],
    ids=str,
)
def test_wrong_use_is_said(
    arguments: list[str], advice: str, token_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, and what to do."""
    code = main(["search", *(token_file if argument == "FILE" else argument for argument in arguments)])

    assert 2 == code
    assert advice in capsys.readouterr().err
