"""A log's key, and notes that it signs, for tests."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.checkpoint import Checkpoint
from audit.note import PLAIN, TIMED, VerifierKey, signature_line, timed_bytes

ORIGIN = "gateway.example/log/acme"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def public(private: Ed25519PrivateKey) -> bytes:
    """Return the raw public key."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


KEY = VerifierKey(ORIGIN, PLAIN, public(PRIVATE))
TIMED_KEY = VerifierKey(ORIGIN, TIMED, public(PRIVATE))
OTHER_KEY = VerifierKey(ORIGIN, PLAIN, public(OTHER_PRIVATE))


def plain_line(text: str, private: Ed25519PrivateKey = PRIVATE, name: str = ORIGIN) -> str:
    """Return a signature line under a text."""
    return signature_line(VerifierKey(name, PLAIN, public(private)), private.sign(text.encode()))


def timed_line(text: str, time_s: int, private: Ed25519PrivateKey = PRIVATE, name: str = ORIGIN) -> str:
    """Return a signature line that states a time."""
    return signature_line(VerifierKey(name, TIMED, public(private)), private.sign(timed_bytes(text, time_s)), time_s)


def checkpoint_note(size: int, root: bytes, time_s: int = 1_790_000_000, origin: str = ORIGIN) -> bytes:
    """Return a checkpoint as a log publishes it."""
    text = Checkpoint(origin, size, root).text()
    return f"{text}\n{plain_line(text, name=origin)}{timed_line(text, time_s, name=origin)}".encode()
