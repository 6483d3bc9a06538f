"""`gateway serve --embedded`, as `make serve` runs it: what it prints works when typed, and Ctrl-C ends it all."""

import json
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

_READY_S_MAX = 60
_COMMAND_S_MAX = 30
_STOP_S_MAX = 30
_LAST_WORDS = "gateway-audit search\n"


@dataclass(frozen=True, slots=True)
class _Served:
    """A gateway that serves on embedded parts, and what it said to the user."""

    process: subprocess.Popen[bytes]
    text: str
    log: Path

    @property
    def url(self) -> str:
        """Where it says that it listens."""
        return self._first(r"listens on (\S+) ")

    @property
    def token(self) -> str:
        """The token: a line of its own."""
        return self._first(r"^([\w-]+\.[\w-]+\.[\w-]+)$")

    def command(self, first_word: str) -> str:
        """Return the printed command that begins with this word, continued lines joined."""
        return self._first(rf"^  ({first_word}(?:.*\\\n)*.*)$")

    def settings(self) -> str:
        """Return the printed settings of an IDE."""
        return self._first(r'^  (\{"title"(?:.*,\n)*.*\})$')

    def _first(self, pattern: str) -> str:
        found = re.search(pattern, self.text, re.MULTILINE)
        assert found, self.text
        return found[1]


@pytest.fixture(scope="module")
def served(postgres_folder: Path) -> Iterator[_Served]:
    """Yield a gateway started as `make serve` does, but in a folder and on a port of its own."""
    command = [sys.executable, "-m", "gateway.cli", "serve", "--embedded", "--listen", "127.0.0.1:0"]
    log = postgres_folder / "embedded.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 (our own module)
            [*command, "--data", str(postgres_folder / "embedded")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # a process group of its own, as a shell gives to each command
        ) as process,
    ):
        try:
            yield _Served(process, _welcome(process, log), log)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                with _killed_if_late(process):
                    process.wait(_STOP_S_MAX)


@contextmanager
def _killed_if_late(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def _welcome(process: subprocess.Popen[bytes], log: Path) -> str:
    """Read what is printed until its last line is there."""
    assert process.stdout
    text, deadline_s = "", time.monotonic() + _READY_S_MAX
    while not text.endswith(_LAST_WORDS):
        readable, _, _ = select.select([process.stdout], [], [], max(0.0, deadline_s - time.monotonic()))
        piece = os.read(process.stdout.fileno(), 65_536) if readable else b""
        assert piece, text + log.read_text()
        text += piece.decode()
    return text


def _typed(command: str) -> str:
    """Run a command as a user types it, and return what it prints."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 (the line under test)
        ["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False, timeout=_COMMAND_S_MAX
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


def _without_curl(command: str) -> str:
    """Do what a curl command of the printed form would do."""
    words = shlex.split(command.replace("\\\n", ""))
    assert ["curl", "-s"] == words[:2]
    options = dict(zip(words[3::2], words[4::2], strict=True))
    headers = [word.split(": ", 1) for flag, word in zip(words[3::2], words[4::2], strict=True) if flag == "-H"]
    answer = httpx2.post(words[2], headers=dict(headers), content=options["-d"], timeout=30, trust_env=False)
    return answer.text


def _run_curl(command: str) -> str:
    return _typed(command) if shutil.which("curl") else _without_curl(command)


def _started(pid: int) -> str | None:
    """Return when a process began, in ticks, or None if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else fields[19]


def _tree(pid: int) -> dict[int, str | None]:
    """Return a process and its descendants, each with when it began."""
    found = {pid: _started(pid)}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= _tree(int(child))
    return found


def test_the_printed_curl_line_gets_a_completion(served: _Served) -> None:
    """Pasted into a shell, it is answered with a completion that was scanned and recorded."""
    answer = json.loads(_run_curl(served.command("curl")))

    assert "text_completion" == answer["object"]
    assert answer["choices"][0]["text"]
    assert answer["gateway"]["decision"] in {"allow", "flag"}


def test_the_curl_line_needs_no_curl(served: _Served) -> None:
    """What we do where there is no curl is what curl does."""
    answer = json.loads(_without_curl(served.command("curl")))

    assert answer["choices"][0]["text"]


def test_the_ide_settings_are_json_that_works(served: _Served) -> None:
    """The settings can be pasted, and their address answers with the model."""
    settings = json.loads(served.settings())
    headers = {"authorization": f"Bearer {served.token}"}
    answer = httpx2.get(f"{settings['apiBase']}/models", headers=headers, timeout=30, trust_env=False)

    assert f"{served.url}/v1" == settings["apiBase"]
    assert [settings["model"]] == [model["id"] for model in answer.json()["data"]]


def test_the_printed_audit_command_shows_what_was_done(served: _Served) -> None:
    """Pasted into a shell, it lists a completion by its request id."""
    answer = json.loads(_run_curl(served.command("curl")))
    listed = _typed(served.command("GATEWAY_AUDIT_DATABASE_URL") + " --json")

    assert answer["gateway"]["request_id"] in listed


def test_ctrl_c_ends_it_and_all_that_it_started(served: _Served) -> None:
    """SIGINT to the whole group, as a terminal sends it: exit code 0, no process left. The last test: it stops all."""
    family = _tree(served.process.pid)
    os.killpg(served.process.pid, signal.SIGINT)
    with _killed_if_late(served.process):
        code = served.process.wait(_STOP_S_MAX)
    left = [pid for pid, began in family.items() if began is not None and _started(pid) == began]

    assert len(family) >= 4
    assert 0 == code, served.log.read_text()
    assert "Traceback" not in served.log.read_text()
    assert [] == left
