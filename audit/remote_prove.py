"""
Takes proofs from a gateway's audit API, which records each of them. Standard library only.

What the gateway says is compared with its own proof here; whose checkpoint it is, `verify-receipt` and `checkpoint`
find out with a key from elsewhere.
"""

import json

from audit.encoding import decoded
from audit.finding import QueryFailed
from audit.merkle import HASH_BYTES, ProofInvalid
from audit.proof import ConsistencyProof, ProvenRecord, parse_consistency, parse_proof
from audit.remote import Gateway

_UNKNOWN = "the answer is not a gateway's proof: is the gateway of another version?"


def record_from(gateway: Gateway, request_id: str, kind: str, candidate: int) -> ProvenRecord:
    """Return a record with its proof; raises NotThere if no signed checkpoint has it, QueryFailed if it cannot be."""
    which = {"request_id": request_id, "kind": kind, "candidate": str(candidate)}
    answer = gateway.whole("/v1/audit/record", which)
    try:
        document = json.loads(answer)
        leaf, proof = bytes.fromhex(document["leaf"]), parse_proof(document["proof"].encode())
        record = document["record"]
        canonical = None if record is None else decoded(record)
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # ProofInvalid is a ValueError
        raise QueryFailed(_UNKNOWN) from error
    if len(leaf) != HASH_BYTES or (canonical is None) != (record is None):
        raise QueryFailed(_UNKNOWN)
    return ProvenRecord(leaf, canonical, proof)


def growth_from(gateway: Gateway, old_size: int, new_size: int | None) -> ConsistencyProof:
    """Return what leads from an older size to a newer one (None: the newest); raises QueryFailed."""
    sizes = {"from": old_size, "to": new_size}
    try:
        text = gateway.whole(
            "/v1/audit/consistency", {name: str(size) for name, size in sizes.items() if size is not None}
        )
        return parse_consistency(text)
    except ProofInvalid as error:
        raise QueryFailed(_UNKNOWN) from error
