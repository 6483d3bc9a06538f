"""What the gateway and its analysis worker say to each other: msgpack behind a four-byte little-endian length."""

import struct
from typing import Final

import msgspec

from gateway.scan.facts import ApiFact, BanditMatch, FlowMatch, ImportFact
from gateway.syntax.fragments import Embedded
from gateway.syntax.repair import Repaired

FRAME_BYTES_MAX: Final = 16 * 1024 * 1024
LENGTH_BYTES: Final = 4
_LENGTH: Final = struct.Struct("<I")


class Catalogue(msgspec.Struct, frozen=True):
    """One language's API catalogue; see `ApiCatalogue`."""

    language: str
    capabilities: dict[str, tuple[str, ...]]
    allowed: tuple[str, ...]


class Configuration(msgspec.Struct, frozen=True, tag="configuration"):
    """
    What a worker is told once, before any foreign text.

    `knowledge` is what the data flow knows of libraries, by language. `bandit_tests_only` is for tests of missing
    plugins; empty means all. `flow_steps_max` is for tests; 0 means as many as are usual.
    """

    apis: tuple[Catalogue, ...] = ()
    report_unlisted: bool = False
    names: dict[str, tuple[str, ...]] = {}
    knowledge: dict[str, bytes] = {}
    bandit_tests_only: tuple[str, ...] = ()
    flow_steps_max: int = 0


class Prepare(msgspec.Struct, frozen=True, tag="prepare"):
    """
    Repair a fragment into a text that parses, and look for readings that hide from scanners.

    With a `nonce`, each reading is also analysed, as if asked by `Analyse`; those replies follow the first.
    """

    id: int
    language: str
    prefix: str
    candidate: str
    suffix: str
    context_chars_max: int
    nonce: str = ""


class Analyse(msgspec.Struct, frozen=True, tag="analyse"):
    """Run the language's engines on a text that parses; `nonce` must come back from inside each of them."""

    id: int
    language: str
    text: str
    nonce: str


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The worker is warm."""

    bandit_version: str
    bandit_tests_count: int


class Prepared(msgspec.Struct, frozen=True, tag="prepared"):
    """
    `repaired` is None when the fragment cannot be made to parse; `hidden` says how a compiler is misled, `misdeclared`
    which language it is in, if not in the one that was said. `embedded` is the code inside it, to be scanned as well.

    `analyses_count` more replies follow, each Analysed or Refused.
    """

    id: int
    repaired: Repaired | None
    hidden: str | None
    misdeclared: str | None = None
    embedded: tuple[Embedded, ...] = ()
    analyses_count: int = 0

    @property
    def readings(self) -> tuple[Repaired, ...]:
        """The texts that the engines must read: none, one, or the candidate in its context and the candidate alone."""
        return () if self.repaired is None else self.repaired.readings


class Analysed(msgspec.Struct, frozen=True, tag="analysed"):
    """
    What the engines found (columns in code points), and their proofs: the nonces that they saw.

    What belongs to an engine that does not read the language stays empty. An analysis that the data flow could not
    finish is no Analysed but Refused.
    """

    id: int
    bandit: tuple[BanditMatch, ...] = ()
    bandit_nonce: str = ""
    bandit_tests_count: int = 0
    bandit_ms: float = 0.0
    api: tuple[ApiFact, ...] = ()
    imports: tuple[ImportFact, ...] = ()
    api_nonce: str = ""
    api_nodes_count: int = 0
    api_ms: float = 0.0
    flow: tuple[FlowMatch, ...] = ()
    flow_nonce: str = ""
    flow_steps_count: int = 0
    flow_in_few_ways: bool = False
    flow_ms: float = 0.0


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The text cannot be analysed. `why` is syntax, nesting, memory, crash, steps or inside, so that no text leaks."""

    id: int
    why: str


type Request = Prepare | Analyse
type Reply = Ready | Prepared | Analysed | Refused

_encoder = msgspec.msgpack.Encoder()
_reply_decoder: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Ready | Prepared | Analysed | Refused)
_request_decoder: msgspec.msgpack.Decoder[Request | Configuration] = msgspec.msgpack.Decoder(
    Configuration | Prepare | Analyse
)


def frame(message: Request | Configuration | Reply) -> bytes:
    """Return the message as one frame."""
    body = _encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


def frame_length(head: bytes) -> int:
    """Return the body's length in bytes. Raises ValueError if it exceeds the limit."""
    (length,) = _LENGTH.unpack(head)
    if length > FRAME_BYTES_MAX:
        raise ValueError("the frame is too large")
    return int(length)


def decode_reply(body: bytes) -> Reply:
    """Return a worker's message. Raises msgspec.MsgspecError if it is none."""
    return _reply_decoder.decode(body)


def decode_request(body: bytes) -> Request | Configuration:
    """Return the gateway's message. Raises msgspec.MsgspecError if it is none."""
    return _request_decoder.decode(body)
