"""
One warm `osemgrep lsp` process behind pipes. It scans one text at a time and says exactly what it saw and said.

It judges nothing: whether an answer is evidence is the pool's business. After `EngineLost` the process is of no more
use, because what it still writes would be read as the answer to the next text.
"""

import asyncio
import contextlib
import os
import secrets
import shutil
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.scan import sandbox
from gateway.scan.canary import FORMS, Form
from gateway.scan.semgrep_folder import PoolFolder
from gateway.scan.semgrep_protocol import (
    Diagnostic,
    Frames,
    Lines,
    ProtocolBroken,
    Transcript,
    framed,
    read_message,
    read_published,
)
from gateway.scan.semgrep_settings import SemgrepSettings

if TYPE_CHECKING:
    import subprocess

_TARGET_BYTES_MAX = 1_000_000
# At each announcement of files the engine looks at all that are there anew, for 20 us each: so a language is given as
# many files as it had of the last scans, and one that is seldom used has one. We hold a descriptor of each.
_LAST_SCANS = 16
# Its runtime's nursery is 8 MB instead of 2, for at most 4 domains: most of what a scan makes dies there, which spares
# long texts a tenth of their time (Java, C, Go, Rust at 200 lines; Python and JavaScript neither gain nor lose much).
_RUNTIME = "d=4,s=1M"
_PUBLISHED_MARK = b"publishDiagnostics"
_SETTLED = b"Scanned open documents"


class EngineLost(Exception):
    """The process ended, overran its deadline, or broke the protocol. `cause` is one of deadline, ended, protocol."""

    def __init__(self, cause: str) -> None:
        """Keep the cause."""
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine published about one file, and what it wrote to stderr meanwhile."""

    diagnostics: tuple[Diagnostic, ...]
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What every process of a pool is made from."""

    program: str
    rules: bytes
    settings: SemgrepSettings
    capabilities: sandbox.Capabilities
    folder: PoolFolder


@dataclass(slots=True)
class _Scan:
    """The scan under way: what has arrived of its two halves."""

    uri: str
    transcript: Transcript
    done: asyncio.Future[None]
    diagnostics: tuple[Diagnostic, ...] | None = None
    end_mark: bytes | None = None


class _Pipe(asyncio.Protocol):
    """Hands on what a pipe delivers, and its end."""

    def __init__(self, on_data: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self._on_data = on_data
        self._on_end = on_end

    def data_received(self, data: bytes) -> None:
        self._on_data(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the interface's signature
        self._on_end()


class SemgrepProcess:
    """One engine process. Owned by the pool, used from one event loop."""

    def __init__(self, blueprint: Blueprint) -> None:
        """Prepare; `start` makes the process."""
        settings = blueprint.settings
        self._blueprint = blueprint
        self._frames = Frames(settings.answer_bytes_max)
        self._lines = Lines(settings.answer_bytes_max)
        self._slots: dict[str, list[tuple[Path, int]]] = {}
        self._last_languages: deque[str] = deque(maxlen=_LAST_SCANS)
        self._scan: _Scan | None = None
        self._transports: list[asyncio.BaseTransport] = []
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._temporary: Path | None = None
        self._settled = asyncio.Event()  # the last line of the start-up was seen on stderr
        self.ended = asyncio.Event()
        self.scans_done = 0
        self.version = ""
        self.last_words = b""

    @property
    def process_id(self) -> int:
        """The id of the engine's process; 0 before `start`."""
        return self._child.pid if self._child else 0

    def rss_bytes(self) -> int:
        """Return the memory that the process holds now; 0 if it is gone."""
        try:
            pages = Path(f"/proc/{self.process_id}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    async def start(self) -> None:
        """Start the engine and wait until its rules are read; raises EngineLost, or OSError if none can be made."""
        blueprint = self._blueprint
        self._folder = folder = blueprint.folder.new_subfolder(blueprint.capabilities.user_id)
        self._temporary = temporary = blueprint.folder.new_subfolder(blueprint.capabilities.user_id)
        rules = folder / "rules.json"
        rules.write_bytes(blueprint.rules)
        rules.chmod(0o644)
        launch = sandbox.Launch(
            blueprint.program, ("osemgrep", "lsp"), str(folder), self._environment(folder, temporary)
        )
        self._child = child = sandbox.start(launch, blueprint.settings.limits, blueprint.capabilities)
        if child.stdin is None or child.stdout is None or child.stderr is None:
            raise EngineLost("ended")
        os.set_blocking(child.stdin.fileno(), False)
        loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = loop.create_future()
        for pipe, on_data in ((child.stdout, self._on_stdout), (child.stderr, self._on_stderr)):
            transport, _ = await loop.connect_read_pipe(lambda on_data=on_data: _Pipe(on_data, self._on_end), pipe)  # type: ignore[misc]
            self._transports.append(transport)
        self._send(framed(self._initialize(folder, rules)))
        try:
            async with asyncio.timeout(blueprint.settings.start_ms_max / 1_000):
                await self._ready
                await self._settled.wait()
        except TimeoutError as error:
            raise EngineLost("deadline") from error
        for form in FORMS.values():
            self._send(self._new_slots(form, 1))

    def _environment(self, folder: Path, temporary: Path) -> Mapping[str, str]:
        home = folder / "home"
        # It writes a file for temporary things at each scan: in memory, where nobody else can look, and not where it
        # looks for files itself, or it complains of one that is gone.
        return {
            "PATH": str(self._blueprint.folder.tools),
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "OCAMLRUNPARAM": _RUNTIME,
            "LANG": "C.UTF-8",
            "SEMGREP_SEND_METRICS": "off",
            "SEMGREP_ENABLE_VERSION_CHECK": "0",
            "SEMGREP_SETTINGS_FILE": str(home / "settings.yml"),
        }

    def _initialize(self, folder: Path, rules: Path) -> dict[str, object]:
        scan = {
            "configuration": [str(rules)],
            "onlyGitDirty": False,
            "ci": False,
            "jobs": 1,
            "timeout": 2,
            "timeoutThreshold": 1,
            "maxMemory": 0,
            "maxTargetBytes": _TARGET_BYTES_MAX,
            "exclude": [],
            "include": [],
        }
        parameters = {
            "processId": os.getpid(),
            "rootUri": folder.as_uri(),
            "capabilities": {},
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "scan"}],
            "initializationOptions": {"scan": scan, "metrics": {"enabled": False}, "doHover": False},
        }
        return {"id": 1, "method": "initialize", "params": parameters}

    def _new_slots(self, form: Form, count: int) -> bytes:
        """
        Create the next empty files of a language and return the message that tells the engine of them.

        The engine must hear of a file while it is empty, or it finds nothing in it the first time and skips what looks
        minified; and it must never see a path twice. We keep the descriptor, so that nobody can swap the file.
        """
        if self._folder is None:
            raise EngineLost("ended")
        created: list[dict[str, str]] = []
        for _ in range(count):
            path = self._folder / f"{secrets.token_hex(8)}.{form.extension}"
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600)
            os.fchmod(descriptor, 0o644)
            self._slots.setdefault(form.language, []).append((path, descriptor))
            created.append({"uri": path.as_uri()})
        return framed({"method": "workspace/didCreateFiles", "params": {"files": created}})

    async def scan(self, form: Form, data: bytes, seconds_max: float) -> Answer:
        """
        Return the engine's answer to one file's bytes; raises EngineLost.

        One call at a time. The next files are announced right after the last one known is saved, so that the engine has
        surely heard of them before they are needed. Not before: at each announcement the engine looks at all files
        anew, and then ignores, without a word, what looks minified.
        """
        if self.ended.is_set():
            raise EngineLost("ended")
        path, descriptor = self._slots[form.language].pop()
        self._last_languages.append(form.language)
        mark = secrets.token_hex(8)
        loop = asyncio.get_running_loop()
        transcript = Transcript(mark, self._blueprint.settings.answer_bytes_max)
        self._scan = scan = _Scan(path.as_uri(), transcript, loop.create_future())
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                if file.write(data) != len(data):
                    raise EngineLost("protocol")
            saved: dict[str, object] = {"method": "textDocument/didSave", "params": {"textDocument": {"uri": scan.uri}}}
            count = 0 if self._slots[form.language] else self._last_languages.count(form.language)
            announced = self._new_slots(form, count) if count else b""
            self._send(framed(_echo(mark)) + framed(saved) + announced)
            async with asyncio.timeout(seconds_max):
                await scan.done
        except TimeoutError as error:
            raise EngineLost("deadline") from error
        except OSError as error:
            raise EngineLost("ended") from error
        finally:
            self._scan = None
            self.scans_done += 1
            with contextlib.suppress(OSError):
                path.unlink()
        return Answer(scan.diagnostics or (), transcript)

    def _send(self, data: bytes) -> None:
        """Write to the engine at once; a full or closed pipe means that it is lost."""
        if self._child is None or self._child.stdin is None:
            raise EngineLost("ended")
        try:
            written = os.write(self._child.stdin.fileno(), data)
        except (OSError, ValueError) as error:
            raise EngineLost("ended") from error
        if written != len(data):
            raise EngineLost("protocol")

    def _on_stdout(self, data: bytes) -> None:
        try:
            for body in self._frames.feed(data):
                self._on_message(body)
        except (ProtocolBroken, EngineLost):
            self._lose("protocol")

    def _on_message(self, body: bytes) -> None:
        scan = self._scan
        if self._ready.done():
            if scan is None or scan.diagnostics is not None or _PUBLISHED_MARK not in body:
                return
            published = read_published(body)
            if published.uri == scan.uri:
                scan.diagnostics = tuple(published.diagnostics)
                self._advance(scan)
            return
        message = read_message(body)
        if message.id == 1 and message.result is not None:
            self.version = message.result.server_info.version
            self._send(framed({"method": "initialized", "params": {}}))
        elif message.method == "semgrep/rulesRefreshed":
            self._ready.set_result(None)

    def _on_stderr(self, data: bytes) -> None:
        try:
            for line in self._lines.feed(data):
                self._on_line(line)
        except (ProtocolBroken, EngineLost):
            self._lose("protocol")

    def _on_line(self, line: bytes) -> None:
        scan = self._scan
        if scan is None:
            if not self._settled.is_set():
                self.last_words = line[:200]
            if line == _SETTLED:
                self._settled.set()
        elif scan.end_mark is not None:
            if scan.end_mark in line and not scan.done.done():
                scan.done.set_result(None)
        else:
            scan.transcript.read(line)
            self._advance(scan)

    def _advance(self, scan: _Scan) -> None:
        """
        Finish the scan when both halves are there.

        A transcript with errors may have been cut short by lines that the text forged; the rest of it is drained up to
        a second mark, or it would be taken for the next scan's.
        """
        if scan.diagnostics is None or not scan.transcript.is_complete or scan.end_mark is not None:
            return
        if scan.transcript.errors:
            mark = secrets.token_hex(8)
            scan.end_mark = f'"{mark}"'.encode()
            self._send(framed(_echo(mark)))
        elif not scan.done.done():
            scan.done.set_result(None)

    def _on_end(self) -> None:
        self._lose("ended")

    def _lose(self, cause: str) -> None:
        self.ended.set()
        self._settled.set()
        for waiting in (self._scan.done if self._scan else None, self._ready):
            if waiting is not None and not waiting.done():
                waiting.set_exception(EngineLost(cause))
                waiting.exception()  # mark as seen: nobody may be waiting any more

    async def stop(self) -> None:
        """Kill the process, reap it, close every descriptor and remove its folder. Safe to call twice."""
        self.ended.set()
        for transport in self._transports:
            transport.close()
        if self._child is not None:
            await sandbox.end(self._child)
        for slots in self._slots.values():
            for _, descriptor in slots:
                os.close(descriptor)
        self._slots.clear()
        for folder in (self._folder, self._temporary):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _echo(mark: str) -> dict[str, object]:
    """Return a reply to a question that was never asked: the engine prints such a reply, mark and all, to stderr."""
    return {"id": mark, "result": None}
