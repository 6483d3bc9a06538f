"""
Where events go: a webhook, a file, a syslog collector. A sink delivers a batch whole, or raises DeliveryFailed; a batch
may come twice, never out of order. Nothing here keeps a cookie, follows a redirect or asks the environment for a proxy.
"""

import asyncio
import hashlib
import hmac
import json
import os
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import httpx2

from audit import cef, ocsf
from audit.events import Placed, document
from audit.record import Record
from gateway.errors import SettingsInvalid
from gateway.ledger.event_settings import EventSettings

SIGNATURE_HEADER: Final = "X-Gateway-Signature"
_SECRET_BYTES_MIN: Final = 32
_SECRET_BYTES_MAX: Final = 4096
_FILE_MODE: Final = 0o640
_OK: Final = range(200, 300)


class DeliveryFailed(Exception):
    """A sink did not take a batch; the text says why, without anything of the batch."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """
    One event and its form for the sink: one line of printable text, without its end.

    `record` is there only for sinks that say more of an event than its line.
    """

    origin: str
    index: int | None
    line: str
    record: Record | None = None


class EventSink(Protocol):
    """A place outside."""

    async def deliver(self, batch: Sequence[Rendered]) -> None:
        """Deliver a batch of one log, in order; raises DeliveryFailed."""
        ...


def renderer(chosen: str) -> Callable[[Placed], Rendered]:
    """Return the function that puts an event into one line of the chosen format."""
    if chosen == "cef":
        return lambda placed: Rendered(placed.origin, placed.index, cef.render(placed), placed.record)
    make = ocsf.render if chosen == "ocsf" else document

    def render(placed: Placed) -> Rendered:
        # Escaped to ASCII: no letter of the world can end a line there.
        line = json.dumps(make(placed), separators=(",", ":"), ensure_ascii=True)
        return Rendered(placed.origin, placed.index, line, placed.record)

    return render


def signature(secret: bytes, time_s: int, body: bytes) -> str:
    """Return the value of X-Gateway-Signature: the time, and HMAC-SHA-256 over "TIME." and the body."""
    return f"t={time_s},v1={hmac.new(secret, b'%d.%b' % (time_s, body), hashlib.sha256).hexdigest()}"


def tls_context(ca_file: str, where: str) -> ssl.SSLContext:
    """Return a context that verifies the other side; raises SettingsInvalid for a file that holds no authority."""
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise SettingsInvalid(f"{where}.ca_file cannot be used: {type(error).__name__}") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class WebhookSink:
    """Posts each batch as one JSON document, signed."""

    def __init__(self, settings: EventSettings) -> None:
        """Read the secret; raises SettingsInvalid if there is none that is long enough."""
        where = f"events ({settings.name})"
        self._settings = settings
        self._secret = _secret(settings.secret_file, where)
        self._tls = tls_context(settings.ca_file, where)

    async def deliver(self, batch: Sequence[Rendered]) -> None:
        """Deliver by one POST; any answer but 2xx is a failure, and its body is not read."""
        body = self._body(batch)
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: signature(self._secret, int(time.time()), body),
        }
        timeout = httpx2.Timeout(self._settings.deliver_ms_max / 1000)
        try:
            async with (
                httpx2.AsyncClient(
                    verify=self._tls, trust_env=False, follow_redirects=False, timeout=timeout
                ) as client,
                client.stream("POST", self._settings.address, content=body, headers=headers) as answer,
            ):
                status = answer.status_code
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
            raise DeliveryFailed(f"no answer: {type(error).__name__}") from None
        if status not in _OK:
            raise DeliveryFailed(f"the webhook answered {status}")

    def _body(self, batch: Sequence[Rendered]) -> bytes:
        lines = [one.line if self._settings.format != "cef" else json.dumps(one.line) for one in batch]
        return f'{{"sink":{json.dumps(self._settings.name)},"events":[{",".join(lines)}]}}'.encode()


class FileSink:
    """Appends each event as a line; when `deliver` returns, the lines survive a crash."""

    def __init__(self, settings: EventSettings) -> None:
        """Write to the settings' path; nothing is opened yet."""
        self._path = Path(settings.address)
        self._bytes_max = settings.file_bytes_max
        self._files_max = settings.files_max

    async def deliver(self, batch: Sequence[Rendered]) -> None:
        """Append and sync in a thread."""
        content = "".join(f"{one.line}\n" for one in batch).encode()
        try:
            await asyncio.to_thread(self._append, content)
        except OSError as error:
            raise DeliveryFailed(f"the file cannot be written: {error.strerror or type(error).__name__}") from None

    def _append(self, content: bytes) -> None:
        size = self._path.stat().st_size if self._path.exists() else 0
        if size and size + len(content) > self._bytes_max:
            self._rotate()
        handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, _FILE_MODE)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end:
                file.seek(end - 1)
                if file.read(1) != b"\n":  # a crash tore the last line; its event comes again, whole
                    content = b"\n" + content
            rest = memoryview(content)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        _sync_folder(self._path.parent)

    def _rotate(self) -> None:
        """Rename path.1 to path.2 and so on; the oldest one beyond the limit is overwritten."""
        for number in range(self._files_max - 1, 0, -1):
            old = self._numbered(number)
            if old.exists():
                old.replace(self._numbered(number + 1))
        self._path.replace(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _secret(file: str, where: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            secret = opened.read(_SECRET_BYTES_MAX).strip()
    except OSError as error:
        raise SettingsInvalid(f"{where}.secret_file cannot be read: {error.strerror}") from None
    if len(secret) < _SECRET_BYTES_MIN:
        raise SettingsInvalid(f"{where}.secret_file holds less than {_SECRET_BYTES_MIN} bytes")
    return secret
