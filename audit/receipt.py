"""
Receipts: the log's signed promise, given with each completion, that a record is in it.

A receipt is one line, as the header `X-Gateway-Receipt` carries it: its parts joined by `|`, which are the word
`code-gateway-receipt-v1`, request id, record id, leaf, text hash, policy revision, time, key id and signature. It
proves by itself what was promised; with a proof file, that the promise was kept.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from audit.note import PLAIN, VerifierKey

_FORMAT = "code-gateway-receipt-v1"
_FIELDS = 8
_HEX_64 = re.compile(r"[0-9a-f]{64}")
_HEX_OR_NOTHING = re.compile(r"([0-9a-f]{64})?")
_TIME = re.compile(r"[0-9]{1,16}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class ReceiptInvalid(ValueError):
    """This text is not a receipt that a trusted key signed; the text says why."""


@dataclass(frozen=True, slots=True)
class ParsedReceipt:
    """What a receipt says. `text_sha256` is empty if nothing was released; `time_us` counts from 1970, UTC."""

    request_id: str
    record_id: str
    leaf: bytes
    text_sha256: str
    policy_revision: str
    time_us: int
    key_id: str
    signature: bytes
    signed: bytes


def parse_receipt(text: str) -> ParsedReceipt:
    """Return the receipt of one line; raises ReceiptInvalid for any other text."""
    fields = text.strip().split("|")
    if fields[0] != _FORMAT:
        raise ReceiptInvalid(f"a receipt begins with {_FORMAT}")
    if len(fields) != _FIELDS + 1:
        raise ReceiptInvalid(f"a receipt has {_FIELDS + 1} parts, joined by |")
    _, request_id, record_id, leaf, text_sha256, policy_revision, time_us, key_id, signature = fields
    well_formed = (
        _HEX_64.fullmatch(leaf) and _HEX_OR_NOTHING.fullmatch(text_sha256) and _TIME.fullmatch(time_us),
        _SIGNATURE.fullmatch(signature),
    )
    if not all(well_formed):
        raise ReceiptInvalid("a receipt's hashes and signature are lower-case hex, its time is a number")
    signed = "\n".join((*fields[:-1], "")).encode()
    return ParsedReceipt(
        request_id=request_id,
        record_id=record_id,
        leaf=bytes.fromhex(leaf),
        text_sha256=text_sha256,
        policy_revision=policy_revision,
        time_us=int(time_us),
        key_id=key_id,
        signature=bytes.fromhex(signature),
        signed=signed,
    )


def check_receipt(receipt: ParsedReceipt, keys: Iterable[VerifierKey]) -> tuple[str, ...]:
    """
    Return the names of the trusted keys that signed the receipt; raises ReceiptInvalid if none did.

    Only a log's own keys sign receipts, so those for timed signatures alone (a witness's) do not count.
    """
    names: set[str] = set()
    for key in {key for key in keys if key.kind == PLAIN}:
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(receipt.signature, receipt.signed)
        except InvalidSignature:
            continue
        names.add(key.name)
    if not names:
        raise ReceiptInvalid("no trusted key signed the receipt")
    return tuple(sorted(names))


def check_text(receipt: ParsedReceipt, text: bytes) -> None:
    """Raise ReceiptInvalid unless the receipt is for exactly this text, in UTF-8."""
    if hashlib.sha256(text).hexdigest() != receipt.text_sha256:
        raise ReceiptInvalid("the receipt is for another text")
