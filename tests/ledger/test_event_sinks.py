"""Sinks over real sockets and files: signed, verified, escaped, rotated; a refusal is said to be one."""

import asyncio
import datetime as dt
import hashlib
import hmac
import ipaddress
import json
import re
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.events import Placed
from audit.record import Record
from gateway.errors import SettingsInvalid
from gateway.ledger.event_settings import EventSettings
from gateway.ledger.event_sinks import DeliveryFailed, EventSink, Rendered, renderer
from gateway.ledger.event_syslog import message
from gateway.ledger.shipper import sink_of
from tests.audit.test_events import hostile, hostile_records
from tests.audit.test_record import a_record

SECRET = "s" * 40
PATIENCE_S = 20
_SYSLOG = re.compile(
    r'<(\d+)>1 (\S+) (\S+) gateway (\d+) (\S+) \[gateway@32473 origin="((?:[^"\\\]]|\\.)*)" index="((?:[^"\\\]]|\\.)*)"'
    r' tenant="((?:[^"\\\]]|\\.)*)"\] (.*)'
)


def batch(count: int = 2, chosen: str = "json") -> list[Rendered]:
    """Return so many events of one log."""
    render = renderer(chosen)
    return [render(Placed(a_record(), "gateway.internal/log/acme", index)) for index in range(count)]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PEM file with a key and a certificate for 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "collector")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "collector.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class Server:
    """A TCP server that keeps what each connection sent, and answers what it is told to."""

    def __init__(self, answer: bytes) -> None:
        """Answer every request so; an empty answer means: read to the end, then close."""
        self.answer = answer
        self.received: list[bytes] = []
        self.ended = asyncio.Event()
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Handle one connection."""
        try:
            if self.answer:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
                self.received.append(head + await reader.readexactly(length))
                writer.write(self.answer)
                await writer.drain()
            else:
                self.received.append(await reader.read())
        finally:
            self.ended.set()
            writer.close()


@asynccontextmanager
async def listening(answer: bytes = b"", tls: Path | None = None) -> AsyncIterator[Server]:
    """Yield a server on loopback."""
    server = Server(answer)
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server


def answer(status: str, headers: str = "") -> bytes:
    """Return a whole HTTP answer without a body."""
    return f"HTTP/1.1 {status}\r\n{headers}content-length: 0\r\nconnection: close\r\n\r\n".encode()


def webhook(tmp_path: Path, address: str, **changes: str) -> EventSink:
    """Return a webhook's sink with a secret."""
    (tmp_path / "secret").write_text(SECRET + "\n")
    fields = EventSettings(name="siem", kind="webhook", address=address, secret_file=str(tmp_path / "secret"))
    return sink_of(replace(fields, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("chosen", ["json", "ocsf", "cef"])
async def test_a_webhook_gets_a_signed_batch(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    """Over TLS that is verified, past any proxy of the environment; the signature covers time and body."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    async with listening(answer("202 Accepted"), certificate) as server:
        sink = webhook(tmp_path, f"https://127.0.0.1:{server.port}/in", ca_file=str(certificate), format=chosen)
        await sink.deliver(batch(2, chosen))
    head, _, body = server.received[0].partition(b"\r\n\r\n")
    time_s, found = re.search(rb"(?i)x-gateway-signature: t=(\d+),v1=([0-9a-f]{64})", head).groups()  # type: ignore[union-attr]

    assert hmac.new(SECRET.encode(), time_s + b"." + body, hashlib.sha256).hexdigest() == found.decode()
    assert ("siem", 2) == (json.loads(body)["sink"], len(json.loads(body)["events"]))


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect", "401 Unauthorized", "500 Broken"])
async def test_any_answer_but_2xx_is_a_failure(tmp_path: Path, status: str) -> None:
    """A redirect is not followed: what was said of the address in the settings holds."""
    async with listening(answer(status, "location: /elsewhere\r\n")) as server:
        with pytest.raises(DeliveryFailed, match=status[:3]):
            await webhook(tmp_path, f"http://127.0.0.1:{server.port}/in").deliver(batch())

    assert 1 == len(server.received)


async def test_a_stranger_s_certificate_is_refused(tmp_path: Path, certificate: Path) -> None:
    """Without its authority the collector is a stranger: nothing is sent, by webhook or syslog."""
    async with listening(answer("200 OK"), certificate) as server:
        with pytest.raises(DeliveryFailed):
            await webhook(tmp_path, f"https://127.0.0.1:{server.port}/in").deliver(batch())
        with pytest.raises(DeliveryFailed):
            await syslog(f"tls://127.0.0.1:{server.port}").deliver(batch())

    assert [] == server.received


async def test_nobody_there_is_a_failure(tmp_path: Path) -> None:
    """A dead collector is said plainly."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for sink in (webhook(tmp_path, f"http://127.0.0.1:{port}/in"), syslog(f"tcp://127.0.0.1:{port}")):
        with pytest.raises(DeliveryFailed):
            await sink.deliver(batch())


def test_a_secret_or_authority_that_is_none_stops_the_start(tmp_path: Path) -> None:
    """Too short, missing, no certificate: each is named."""
    sink = EventSettings(name="siem", kind="webhook", address="https://siem.example/", secret_file=str(tmp_path / "s"))
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        sink_of(sink)
    (tmp_path / "s").write_text("short")
    with pytest.raises(SettingsInvalid, match="less than 32 bytes"):
        sink_of(sink)
    (tmp_path / "s").write_text(SECRET)
    with pytest.raises(SettingsInvalid, match="ca_file"):
        sink_of(replace(sink, ca_file=str(tmp_path / "s")))


def syslog(address: str, ca_file: str = "") -> EventSink:
    """Return a syslog sink."""
    return sink_of(EventSettings(name="collector", kind="syslog", address=address, ca_file=ca_file))


def counted(stream: bytes) -> list[bytes]:
    """Read messages by their octet counts."""
    messages = []
    while stream:
        count, _, rest = stream.partition(b" ")
        messages.append(rest[: int(count)])
        stream = rest[int(count) :]
    return messages


@pytest.mark.parametrize("scheme", ["tcp", "tls"])
async def test_a_stream_carries_counted_messages(certificate: Path, scheme: str) -> None:
    """The collector reads as many messages as there were events, each whole."""
    async with listening(tls=certificate if scheme == "tls" else None) as server:
        sink = syslog(f"{scheme}://127.0.0.1:{server.port}", str(certificate) if scheme == "tls" else "")
        await asyncio.wait_for(sink.deliver(batch(3)), PATIENCE_S)
        await asyncio.wait_for(server.ended.wait(), PATIENCE_S)
    found = [_SYSLOG.fullmatch(one.decode()) for one in counted(server.received[0])]

    assert ["0", "1", "2"] == [one[7] for one in found if one]
    assert all(json.loads(one[9])["origin"] == "gateway.internal/log/acme" for one in found if one)


async def test_a_datagram_carries_a_message_and_a_giant_only_its_place() -> None:
    """What does not fit a datagram never blocks the rest: its index and its leaf's hash arrive."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector:
        collector.bind(("127.0.0.1", 0))
        collector.settimeout(PATIENCE_S)
        giant = renderer("json")(Placed(replace(a_record(), reasons=("x" * 100_000,)), "log", 9))
        await syslog(f"udp://127.0.0.1:{collector.getsockname()[1]}").deliver([*batch(1), giant])
        small, large = (_SYSLOG.fullmatch(collector.recv(65_535).decode()) for _ in range(2))

    assert small is not None
    assert large is not None
    assert ("0", "9") == (small[7], large[7])
    assert json.loads(large[9])["record"] is None


@settings(max_examples=200, deadline=None)
@given(hostile_records, hostile, st.sampled_from(["json", "cef"]))
def test_no_field_forges_a_message(record: Record, origin: str, chosen: str) -> None:
    """Whatever a field holds: one line, one element of structured data, and each value reads back."""
    sent = message(renderer(chosen)(Placed(record, origin, 5))).decode()
    found = _SYSLOG.fullmatch(sent)

    assert sent.isprintable()
    assert found is not None
    plain = [re.sub(r"\\(.)", r"\1", found[place]) for place in (6, 7, 8)]
    assert [
        "".join(one if one.isprintable() else "?" for one in text) for text in (origin, "5", record.tenant)
    ] == plain
    assert record.kind.value == found[5]


async def test_a_file_is_rotated_and_never_torn(tmp_path: Path) -> None:
    """Old files keep their order up to the limit; a half line that a crash left behind stays a line of its own."""
    path = tmp_path / "events.jsonl"
    one = len(batch(1)[0].line) + 1
    sink = sink_of(
        EventSettings(name="archive", kind="file", address=str(path), file_bytes_max=max(1000, 2 * one), files_max=2)
    )
    path.write_text('{"half')
    for number in range(8):
        await sink.deliver([batch(number + 1)[number]])
    files = [path.with_name(f"events.jsonl.{number}") for number in (2, 1)]
    kept = [line for file in (*files, path) for line in file.read_text().splitlines()]

    assert not path.with_name("events.jsonl.3").exists()
    assert list(range(8))[-len(kept) :] == [json.loads(line)["index"] for line in kept]


async def test_a_torn_line_is_ended(tmp_path: Path) -> None:
    """The event after it is whole."""
    path = tmp_path / "events.jsonl"
    path.write_text('{"half')
    await sink_of(EventSettings(name="archive", kind="file", address=str(path))).deliver(batch(1))

    half, whole = path.read_text().splitlines()
    assert ('{"half', 0) == (half, json.loads(whole)["index"])


async def test_a_file_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    """A folder that is not there is said plainly."""
    sink = sink_of(EventSettings(name="archive", kind="file", address=str(tmp_path / "none" / "events.jsonl")))
    with pytest.raises(DeliveryFailed, match="No such file"):
        await sink.deliver(batch(1))


async def test_syslog_says_nothing_of_an_event_without_its_record() -> None:
    """Its head comes from the record: without one the delivery fails, and nothing is made up."""
    with pytest.raises(DeliveryFailed, match="without its record"):
        await syslog("udp://127.0.0.1:9").deliver([Rendered("log", 0, "{}")])
