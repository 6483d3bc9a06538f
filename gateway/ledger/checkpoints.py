"""
Signs checkpoints and exports: the only place that does. A log never signs two checkpoints that contradict each other,
so each new one is compared with what was signed before, here and wherever it was published.
"""

from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.bundle import Manifest
from audit.checkpoint import Checkpoint
from audit.note import PLAIN, TIMED, VerifierKey, signature_line, timed_bytes
from audit.statement import signed_statement


@dataclass(frozen=True, slots=True)
class LogSigner:
    """The log's keys: the first is in force, the others are being rotated in or out and sign, too."""

    keys: tuple[Ed25519PrivateKey, ...]

    @classmethod
    def of(cls, *keys: Ed25519PrivateKey) -> Self:
        """Sign with these keys."""
        return cls(keys)

    def sign(self, checkpoint: Checkpoint, time_s: int) -> bytes:
        """Return the checkpoint as a note: each key's signature, and each key's signature that states the time."""
        text = checkpoint.text()
        lines = []
        for key in self.keys:
            plain, timed = _verifiers(key, checkpoint.origin)
            lines.append(signature_line(plain, key.sign(text.encode())))
            lines.append(signature_line(timed, key.sign(timed_bytes(text, time_s)), time_s))
        return f"{text}\n{''.join(lines)}".encode()

    def verifier_keys(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the public keys under a log's name, for a trust file."""
        return tuple(verifier for key in self.keys for verifier in _verifiers(key, origin))


@dataclass(frozen=True, slots=True)
class BundleSigner:
    """The `ExportSigner` port: the log's key in force."""

    key: Ed25519PrivateKey

    def statement(self, manifest: Manifest) -> bytes:
        """Return the manifest's statement, signed under the log's name."""
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return signed_statement(manifest, manifest.origin, public, self.key.sign)


def _verifiers(key: Ed25519PrivateKey, origin: str) -> tuple[VerifierKey, VerifierKey]:
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return VerifierKey(origin, PLAIN, public), VerifierKey(origin, TIMED, public)
