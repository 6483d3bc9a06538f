"""
Events to a syslog collector: RFC 5424 over UDP (RFC 5426), TCP with octet counting (RFC 6587) or TLS (RFC 5425).

A datagram is never acknowledged, so over UDP an event may be lost on its way; over TCP a batch counts as delivered when
the collector has read to the end of it and closed the connection.
"""

import asyncio
import os
import re
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from audit.events import Gravity, gravity
from audit.record import Record, canonical, leaf_hash
from gateway.ledger.event_settings import EventSettings
from gateway.ledger.event_sinks import DeliveryFailed, Rendered, tls_context

_LOG_AUDIT: Final = 13
_FACILITIES: Final = 8
_SEVERITY: Final = {
    Gravity.INFORMATIONAL: 6,
    Gravity.LOW: 5,
    Gravity.MEDIUM: 4,
    Gravity.HIGH: 3,
    Gravity.CRITICAL: 2,
}
_SD_ID: Final = "gateway@32473"
_DATAGRAM_BYTES_MAX: Final = 60_000
_HOST_CHARS_MAX: Final = 255
_NOT_IN_A_NAME: Final = re.compile(r"[^!-~]")


def message(one: Rendered, line: str | None = None) -> bytes:
    """Return one RFC 5424 message; nothing in the event can end a value, the structured data or the message."""
    record = _record(one)
    priority = _LOG_AUDIT * _FACILITIES + _SEVERITY[gravity(record)]
    moment = datetime.fromtimestamp(record.time_us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    when = f"{moment}.{record.time_us % 1_000_000:06}Z"
    host = _NOT_IN_A_NAME.sub("_", socket.gethostname())[:_HOST_CHARS_MAX] or "-"
    head = f"<{priority}>1 {when} {host} gateway {os.getpid()} {record.kind.value}"
    return f"{head} {_data(one.origin, one.index, record.tenant)} {line or one.line}".encode()


def _record(one: Rendered) -> Record:
    if one.record is None:
        raise DeliveryFailed("an event without its record has no form in syslog")
    return one.record


def _data(origin: str, index: int | None, tenant: str) -> str:
    values = (("origin", origin), ("index", str(index)), ("tenant", tenant))
    return f"[{_SD_ID} {' '.join(f'{name}="{_value(value)}"' for name, value in values)}]"


def _value(text: str) -> str:
    """Escape a value as RFC 5424 §6.3.3 says; what could break a line becomes a question mark."""
    cleaned = "".join(letter if letter.isprintable() else "?" for letter in text)
    return re.sub(r'(["\\\]])', r"\\\1", cleaned)


class SyslogEventSink:
    """A collector behind udp://, tcp:// or tls://."""

    def __init__(self, settings: EventSettings) -> None:
        """Read the address; nothing is opened yet."""
        parts = urlsplit(settings.address)
        self._scheme = parts.scheme
        self._host, self._port = parts.hostname or "", parts.port or 0
        is_tls = self._scheme == "tls"
        self._tls = tls_context(settings.ca_file, f"events ({settings.name})") if is_tls else None

    async def deliver(self, batch: Sequence[Rendered]) -> None:
        """Send the batch in order."""
        try:
            if self._scheme == "udp":
                await self._datagrams(batch)
            else:
                await self._stream(batch, self._tls)
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError) as error:
            raise DeliveryFailed(f"the collector did not take it: {type(error).__name__}") from None

    async def _datagrams(self, batch: Sequence[Rendered]) -> None:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_DGRAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as sender:
            sender.settimeout(0)  # never blocks the loop
            for one in batch:
                await loop.sock_sendto(sender, _datagram(one), address)

    async def _stream(self, batch: Sequence[Rendered], tls: ssl.SSLContext | None) -> None:
        reader, writer = await asyncio.open_connection(
            self._host, self._port, ssl=tls, server_hostname=self._host if tls else None
        )
        try:
            for one in batch:
                sent = message(one)
                writer.write(b"%d %b" % (len(sent), sent))
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
                await reader.read(1)  # nothing: the collector has closed
        finally:
            writer.close()
        await writer.wait_closed()


def _datagram(one: Rendered) -> bytes:
    """Return a message that fits a datagram; of a larger event only its place and its leaf's hash are sent."""
    whole = message(one)
    if len(whole) <= _DATAGRAM_BYTES_MAX:
        return whole
    leaf = leaf_hash(canonical(_record(one))).hex()
    return message(one, f'{{"leaf":"{leaf}","record":null,"reason":"larger than a datagram"}}')
