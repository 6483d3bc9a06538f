"""
Whoever confirms checkpoints, on real sockets: a witness as C2SP tlog-witness describes it, and a time-stamping
authority that is openssl's. Neither uses our code.
"""

import base64
import datetime as dt
import hashlib
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

type Answer = tuple[int, str, bytes]


@dataclass(slots=True)
class WitnessServer:
    """A witness that trusts one log's key, and remembers size and root of what it cosigned. `asked` counts requests."""

    name: str
    log_public: bytes
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    broken: Callable[[bytes], Answer] | None = None

    @property
    def verifier_key(self) -> str:
        """The witness's key in its textual form."""
        material = b"\x04" + self.private.public_key().public_bytes_raw()
        return f"{self.name}+{self._key_id().hex()}+{base64.b64encode(material).decode()}"

    def answer(self, path: str, body: bytes) -> Answer:
        """Answer one `add-checkpoint`."""
        if self.broken is not None:
            return self.broken(body)
        assert "/prefix/add-checkpoint" == path
        head, note = body.split(b"\n\n", 1)
        old_line, *proof_lines = head.decode().split("\n")
        old_size = int(old_line.removeprefix("old "))
        self.asked.append(old_size)
        proof = [base64.b64decode(line) for line in proof_lines if line]
        text, signatures = note.split(b"\n\n", 1)
        origin, size_text, root_text = text.decode().split("\n")[:3]
        if not self._is_signed(origin, text + b"\n", signatures.decode()):
            return 403, "text/plain", b"unknown key"
        size, root = int(size_text), base64.b64decode(root_text)
        known_size, known_root = self.seen.get(origin, (0, b""))
        assert old_size <= size
        if old_size != known_size or (old_size == size and size and root != known_root):
            return 409, "text/x.tlog.size", f"{known_size}\n".encode()
        if not grows(known_size, known_root, size, root, proof):
            return 422, "text/plain", b"no proof"
        self.seen[origin] = (size, root)
        return 200, "text/plain", self._line(text + b"\n")

    def _line(self, text: bytes) -> bytes:
        now_s = int(time.time())
        signature = self.private.sign(b"cosignature/v1\ntime %d\n" % now_s + text)
        signed = base64.b64encode(self._key_id() + now_s.to_bytes(8, "big") + signature)
        return f"— {self.name} ".encode() + signed + b"\n"

    def _key_id(self) -> bytes:
        public = self.private.public_key().public_bytes_raw()
        return hashlib.sha256(self.name.encode() + b"\n\x04" + public).digest()[:4]

    def _is_signed(self, origin: str, text: bytes, signatures: str) -> bool:
        """Tell whether the log itself signed: the plain signature, under its origin."""
        key_id = hashlib.sha256(origin.encode() + b"\n\x01" + self.log_public).digest()[:4]
        for line in signatures.splitlines():
            _, name, encoded = line.split(" ")
            signed = base64.b64decode(encoded)
            if name == origin and signed[:4] == key_id:
                try:
                    Ed25519PublicKey.from_public_bytes(self.log_public).verify(signed[4:], text)
                except InvalidSignature:
                    return False
                return True
        return False


def grows(old_size: int, old_root: bytes, size: int, root: bytes, proof: list[bytes]) -> bool:
    """Tell whether a proof shows that the old tree begins the new one: RFC 6962, 2.1.2, by recursion."""
    if old_size in (0, size):
        return not proof and (old_size == 0 or old_root == root)
    rest = list(proof)

    def both(part: int, whole: int, *, is_old: bool) -> tuple[bytes, bytes]:
        """Return the hashes of a subtree as it was with `part` leaves, and as it is with `whole`."""
        if part == whole:
            node = old_root if is_old else rest.pop()
            return node, node
        left = 1 << (whole - 1).bit_length() - 1
        other = rest.pop()
        if part <= left:
            was, now = both(part, left, is_old=is_old)
            return was, hashlib.sha256(b"\x01" + now + other).digest()
        was, now = both(part - left, whole - left, is_old=False)
        return (hashlib.sha256(b"\x01" + other + one).digest() for one in (was, now))  # type: ignore[return-value]

    try:
        was, now = both(old_size, size, is_old=True)
    except IndexError:
        return False
    return not rest and (was, now) == (old_root, root)


@dataclass(frozen=True, slots=True)
class Authority:
    """A time-stamping authority in a folder: `root.pem` is its root, `tsa.pem` and `tsa.key` are what it signs with."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, *, valid_from_days: int = -1, valid_to_days: int = 30) -> "Authority":
        """Make a root and an authority below it, whose certificate is valid for these days from now."""
        folder.mkdir()
        now = dt.datetime.now(dt.UTC)
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root_name = x509.Name.from_rfc4514_string(f"CN=root {folder.name}")
        ca = (
            _certificate(
                root_name, root_name, root_key.public_key(), now - dt.timedelta(3650), now + dt.timedelta(3650)
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(root_key, SHA256())
        )
        name = x509.Name.from_rfc4514_string(f"CN=tsa {folder.name}")
        first, last = (now + dt.timedelta(days) for days in (valid_from_days, valid_to_days))
        tsa = (
            _certificate(name, root_name, key.public_key(), first, last)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(root_key, SHA256())
        )
        (folder / "root.pem").write_bytes(ca.public_bytes(Encoding.PEM))
        (folder / "tsa.pem").write_bytes(tsa.public_bytes(Encoding.PEM))
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "tsa.key").write_bytes(pem)
        (folder / "tsa.cnf").write_text(
            "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
            "digests=sha256,sha512\ness_cert_id_alg=sha256\n"
        )
        (folder / "serial").write_text("01\n")
        return cls(folder)

    @property
    def roots(self) -> bytes:
        """The root, in PEM form."""
        return (self.folder / "root.pem").read_bytes()

    def answer(self, _path: str, body: bytes) -> Answer:
        """Answer one request."""
        (self.folder / "query").write_bytes(body)
        command = "openssl ts -reply -config tsa.cnf -queryfile query -inkey tsa.key -signer tsa.pem -out reply"
        subprocess.run(  # noqa: S603  # a test's own command
            command.split(), cwd=self.folder, check=True, capture_output=True, timeout=20
        )
        return 200, "application/timestamp-reply", (self.folder / "reply").read_bytes()


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, first: dt.datetime, last: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
    )


@contextmanager
def serving(answer: Callable[[str, bytes], Answer]) -> Iterator[str]:
    """Yield the URL of a server that answers each POST so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, media, body = answer(self.path, self.rfile.read(int(self.headers["content-length"])))
            self.send_response(status)
            self.send_header("content-type", media)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401  # the library's own
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/prefix"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
