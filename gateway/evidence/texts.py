"""
Reads ciphertexts and wrapped data keys, as the role gateway_decryptor, and compares them with what the record, read as
the role gateway_reader, commits to. Nothing is opened here.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Row, text

from audit.record import RecordInvalid, parse
from gateway.errors import EvidenceUnavailable, NotFound, Unprocessable
from gateway.values import Place, SealedTexts, WrappedKey

_SEALED = text("""
SELECT sealed.record_id, sealed.prompt_ciphertext, sealed.completion_ciphertext,
  key.id, key.tenant, key.owner, key.month, key.writer, key.wrapping_key_id, key.wrapped
FROM audit.sealed AS sealed LEFT JOIN audit.wrapped_key AS key ON key.id = sealed.key_id
WHERE sealed.tenant = :tenant AND sealed.request_id = CAST(:request_id AS uuid) AND sealed.kind = :kind
  AND sealed.candidate = :candidate
""")
_COMMITTED = text("""
SELECT canonical FROM audit.entry
WHERE tenant = :tenant AND request_id = CAST(:request_id AS uuid) AND kind = :kind AND candidate = :candidate
""")
_CHANGED = "The stored text is not the one that the log's record is about: the database was tampered with."
_KEYS = text("""
SELECT id, tenant, owner, month, writer, wrapping_key_id, wrapped FROM audit.wrapped_key
WHERE tenant = :tenant AND (CAST(:owner AS text) IS NULL OR owner = :owner) AND month >= :first AND month <= :last
LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class KeyRange:
    """Which data keys may have sealed a text: of one tenant, perhaps of one owner, from one month to another."""

    tenant: str
    owner: str | None
    first: dt.date
    last: dt.date


def sealed(connection: Connection, tenant: str, place: Place) -> SealedTexts:
    """Return a record's ciphertexts with their key; raises NotFound if the tenant has no such record."""
    row = connection.execute(_SEALED, _key_of(tenant, place)).first()
    if row is None:
        raise NotFound("no such record", client_text="There is no such record in your log.")
    key = _key(row) if row.id is not None else None
    return SealedTexts(str(row.record_id), row.prompt_ciphertext, row.completion_ciphertext, key)


def canonical(connection: Connection, tenant: str, place: Place) -> bytes:
    """Return a record's bytes; raises NotFound if the tenant has no such record."""
    row = connection.execute(_COMMITTED, _key_of(tenant, place)).first()
    if row is None:
        raise NotFound("no such record", client_text="There is no such record in your log.")
    return bytes(row.canonical)


def check(found: SealedTexts, record: bytes) -> None:
    """Raise EvidenceUnavailable unless the ciphertexts, or their absence, are what the record commits to."""
    try:
        committed = parse(record)
    except RecordInvalid as error:
        raise EvidenceUnavailable(f"the record cannot be read: {error}") from error
    for name in ("prompt", "completion"):
        promised, stored = getattr(committed, name), getattr(found, name)
        digest = None if stored is None else hashlib.sha256(stored).hexdigest()
        if digest != (promised.ciphertext_sha256 if promised else None):
            raise EvidenceUnavailable(f"the stored {name} is not the one that the record has", client_text=_CHANGED)


def keys(connection: Connection, wanted: KeyRange, count_max: int) -> tuple[WrappedKey, ...]:
    """Return the keys of a range; raises Unprocessable if there are more than may be tried."""
    values = {"tenant": wanted.tenant, "owner": wanted.owner, "first": wanted.first, "last": wanted.last}
    rows = connection.execute(_KEYS, {**values, "limit": count_max + 1}).all()
    if len(rows) > count_max:
        text_ = (
            f"More than {count_max} keys would have to be tried: restrict the search by 'since', 'until' or 'caller'."
        )
        raise Unprocessable("too many keys for a search by text hash", client_text=text_)
    return tuple(_key(row) for row in rows)


def _key_of(tenant: str, place: Place) -> dict[str, str | int]:
    return {"tenant": tenant, "request_id": place.request_id, "kind": place.kind, "candidate": place.candidate}


def _key(row: Row[*tuple[object, ...]]) -> WrappedKey:
    return WrappedKey(
        id=str(row.id),
        tenant=row.tenant,
        owner=row.owner,
        month=row.month,
        writer=str(row.writer),
        wrapping_key_id=row.wrapping_key_id,
        wrapped=bytes(row.wrapped),
    )
