"""The published vectors are what the code makes; another implementation can be checked against them."""

import hashlib
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

import audit
from audit import record as records
from audit.bundle import CHECKPOINT, MANIFEST, SIGNATURE, Manifest, parse_manifest
from audit.checkpoint import Checkpoint, open_checkpoint
from audit.confirmation import STAMP, STAMPED, WITNESSED, cosigners, stamped_at
from audit.leaves import LEAVES, RECORDS, Leaf, leaf_line
from audit.merkle import consistency_path, inclusion_path, root_hash, root_of_inclusion
from audit.note import TIMED, VerifierKey, split_note
from audit.proof import InclusionProof, check_inclusion, parse_proof
from audit.receipt import check_receipt, parse_receipt
from audit.statement import check_statement
from gateway.ledger.checkpoints import BundleSigner, LogSigner
from tests.audit.bundles import columns_of
from tests.audit.signing import ORIGIN, OTHER_PRIVATE, PRIVATE, public, timed_line

FOLDER = Path(audit.__file__).parent
TIME_S = 1_790_000_000


def _records() -> list[bytes]:
    """Return the canonical bytes of five small records, with characters that canonical JSON must get right."""
    made = []
    for number in range(5):
        uuid = f"01930000-0000-7000-8000-{number:012d}"
        record = records.Record(
            record_id=uuid,
            time_us=TIME_S * 1_000_000 + number,
            writer="01930000-0000-7000-8000-00000000aaaa",
            sequence=number + 1,
            kind=records.Kind.COMPLETION,
            request_id=uuid,
            tenant="acme",
            repository='quote " backslash \\ tab \t é \U0001f600 <>/',
            language="python",
            decision="allow",
            reasons=("none",),
            parts_us=(("model", 150_000), ("scan", 3_250)),
        )
        made.append(records.canonical(record))
    return made


def _receipt(leaf: bytes) -> str:
    fields: tuple[str, ...] = (
        "code-gateway-receipt-v1",
        "01930000-0000-7000-8000-000000000002",
        "01930000-0000-7000-8000-000000000002",
    )
    fields = (*fields, leaf.hex(), "ab" * 32, "sha256:" + "0" * 64, str(TIME_S * 1_000_000), "0123456789abcdef")
    return "|".join((*fields, PRIVATE.sign("\n".join((*fields, "")).encode()).hex()))


def make() -> dict[str, Any]:
    """Return the vectors as the code makes them now."""
    canonical = _records()
    leaves = [records.leaf_hash(one) for one in canonical]

    def subtree(start: int, end: int) -> bytes:
        return root_hash(leaves[start:end])

    signer = LogSigner.of(PRIVATE)
    note = signer.sign(Checkpoint(ORIGIN, 5, root_hash(leaves)), TIME_S)
    path = inclusion_path(2, 5, subtree)
    manifest = _manifest(canonical, leaves, note)
    return {
        "private_key": PRIVATE.private_bytes_raw().hex(),
        "verifier_keys": [str(key) for key in signer.verifier_keys(ORIGIN)],
        "records": [one.decode() for one in canonical],
        "leaves": [leaf.hex() for leaf in leaves],
        "roots": [root_hash(leaves[:size]).hex() for size in range(6)],
        "inclusion": {"index": 2, "size": 5, "path": [node.hex() for node in path]},
        "consistency": {"old": 3, "new": 5, "path": [node.hex() for node in consistency_path(3, 5, subtree)]},
        "checkpoint": note.decode(),
        "proof_file": InclusionProof(2, path, note).text().decode(),
        "receipt": _receipt(leaves[2]),
        "manifest": manifest.document(),
        "manifest_note": BundleSigner(PRIVATE).statement(manifest).decode(),
        "witness_key": str(VerifierKey("witness.example", TIMED, public(OTHER_PRIVATE))),
        "cosigned": note.decode() + timed_line(split_note(note)[0], TIME_S + 1, OTHER_PRIVATE, "witness.example"),
    }


def _manifest(canonical: list[bytes], leaves: list[bytes], note: bytes) -> Manifest:
    """Return the manifest of an export of the two records from index 2 on."""
    columns = [Leaf(at, leaves[at], canonical[at], columns_of(canonical[at])) for at in (2, 3)]
    contents = {
        CHECKPOINT: note,
        RECORDS: b"".join(one + b"\n" for one in canonical[2:4]),
        LEAVES: b"".join(leaf_line(leaf) for leaf in columns),
    }
    return Manifest(
        origin=ORIGIN,
        tenant="acme",
        scope="range",
        start=2,
        end=4,
        count=2,
        pruned=0,
        size=5,
        root=root_hash(leaves),
        query={"from": "2", "to": "4"},
        actor="Zoë <zoe@example.com>",
        time_us=TIME_S * 1_000_000,
        recorded="01930000-0000-7000-8000-00000000eeee",
        left=(root_hash(leaves[:2]),),
        right=(leaves[4],),
        files={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
    )


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    """Return the published vectors."""
    document: dict[str, Any] = json.loads((FOLDER / "vectors.json").read_text())
    return document


def test_the_code_makes_the_published_vectors(vectors: dict[str, Any]) -> None:
    """A change of format shows here: it needs a new version, not new vectors."""
    # An authority's signature is never the same twice: its vector was made once, and is only verified.
    assert {name: value for name, value in vectors.items() if name != "timestamp"} == make()


def test_the_published_vectors_verify(vectors: dict[str, Any]) -> None:
    """From the published text alone, as another implementation would read it."""
    keys = [VerifierKey.parse(key) for key in vectors["verifier_keys"]]
    leaf = records.leaf_hash(vectors["records"][2].encode())
    path = [bytes.fromhex(node) for node in vectors["inclusion"]["path"]]

    signed = open_checkpoint(vectors["checkpoint"].encode(), keys)
    assert TIME_S == signed.time_s
    assert vectors["roots"][5] == signed.checkpoint.root.hex() == root_of_inclusion(leaf, 2, 5, path).hex()
    assert 5 == check_inclusion(leaf, parse_proof(vectors["proof_file"].encode()), keys).checkpoint.size
    check_receipt(parse_receipt(vectors["receipt"]), keys)
    assert vectors["leaves"][2] == parse_receipt(vectors["receipt"]).leaf.hex()
    assert bytes(range(32)).hex() == vectors["private_key"]
    assert ("witness.example",) == cosigners(vectors["cosigned"].encode(), (VerifierKey.parse(vectors["witness_key"]),))
    stamp = vectors["timestamp"]
    moment = stamped_at(b64decode(stamp["response"]), vectors["checkpoint"].encode(), stamp["roots"].encode())
    assert stamp["time"] == moment.isoformat()
    manifest = parse_manifest(json.dumps(vectors["manifest"]).encode())
    assert (ORIGIN,) == check_statement(vectors["manifest_note"].encode(), manifest, keys).signers


def test_every_part_of_the_format_is_in_the_specification() -> None:
    """The specification names the kinds' class, the bundle's files and the manifest's members."""
    text = (FOLDER / "SPEC.md").read_text()

    for name in (
        CHECKPOINT,
        LEAVES,
        MANIFEST,
        RECORDS,
        SIGNATURE,
        WITNESSED,
        STAMPED,
        STAMP,
        *Manifest.__dataclass_fields__,
        "vectors.json",
    ):
        assert f"`{name}`" in text
