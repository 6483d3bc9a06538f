"""
What somebody may do to the database who owns it: every guard is off, each change is undone after the look.

The auditor exports the log as the reader's role and verifies it with what was published.
"""
# ruff: noqa: S608  # every statement is put together from this file's own words

import base64
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from rfc3161_client import TimestampRequestBuilder
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from audit.checkpoint import Checkpoint, origin_of
from audit.export import Wanted, export
from audit.finding import Extent, QueryFailed, Search
from audit.leaves import COLUMNS
from audit.merkle import root_hash
from audit.note import TIMED, VerifierKey, split_note
from audit.record import leaf_hash
from audit.tiles import TILE_HASHES, Tile
from audit.verify import CannotVerify, Tampered, Trust, verify_bundle
from gateway.errors import EvidenceUnavailable
from gateway.evidence import texts
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.migrate import LedgerUrls
from gateway.values import SealedTexts
from tests.audit.bundles import change, columns_of, sealed_records
from tests.audit.signing import OTHER_PRIVATE, public, timed_line
from tests.ledger.confirmers import Authority
from tests.ledger.sequencing import SETTINGS, sequence
from tests.ledger.support import KEYS, opening, outcome, running_ledger
from tests.tamper.counts import Attempt, Found, trusts

_TENANT: Final = "acme"
_SIGNER: Final = LogSigner.of(KEYS.signing)
_AWAY: Final = 1_000_000  # where leaves stand while they are renumbered
_TAIL_MAX: Final = 10
_TEXTS: Final = ("caller", "address", "repository", "language", "decision", "model_id", "policy_revision")
_OF = "(request_id, kind, candidate) = (SELECT request_id, kind, candidate FROM audit.leaf WHERE index = %s)"
_INSERT = """
INSERT INTO audit.record (request_id, kind, candidate, record_id, time, writer, sequence, tenant, key_id, caller,
  address, repository, language, decision, rules, cwes, model_id, policy_revision, failure_kind, canonical, leaf)
VALUES (%(request_id)s, %(kind)s, %(candidate)s, %(record_id)s,
  timestamptz 'epoch' + %(time_us)s * interval '1 microsecond', %(writer)s, %(sequence)s, %(tenant)s, %(key_id)s,
  %(caller)s, %(address)s, %(repository)s, %(language)s, %(decision)s, %(rules)s, %(cwes)s, %(model_id)s,
  %(policy_revision)s, %(failure_kind)s, %(canonical)s, %(leaf)s)
"""

_RECORDS: Final = """
SELECT leaf.index AS leaf_index, entry.record_id, entry.canonical
FROM audit.leaf AS leaf JOIN audit.entry AS entry USING (request_id, kind, candidate) ORDER BY leaf.index
"""
_WITNESS: Final = VerifierKey("one.example", TIMED, public(OTHER_PRIVATE))
NODE: Final = "database: the hash of an inner node changed"

type _Tampering = Callable[["_Database"], str]


@dataclass(frozen=True, slots=True)
class Stored:
    """A log in a database, its signed sizes, what was published of it, and forged records."""

    connection: Connection
    folder: Path
    size: int
    signed: tuple[int, ...]
    trust: Trust
    others: tuple[bytes, ...]
    authority: Authority


@dataclass(frozen=True, slots=True)
class _Database:
    """The database of one tampering."""

    log: Stored
    chance: random.Random

    def do(self, statement: str, values: object = ()) -> None:
        self.log.connection.exec_driver_sql(statement, values)  # type: ignore[arg-type]  # a tuple, or a dictionary

    def one(self, statement: str, *values: object) -> bytes:
        return bytes(self.log.connection.exec_driver_sql(statement, values).scalar_one())

    def some(self) -> int:
        return self.chance.randrange(self.log.size)

    def hashes(self) -> list[bytes]:
        rows = self.log.connection.exec_driver_sql("SELECT hash FROM audit.leaf ORDER BY index")
        return [bytes(leaf) for leaf in rows.scalars()]


async def record(urls: LedgerUrls, completions: Sequence[int]) -> tuple[int, ...]:
    """Record and sequence so many completions, one lot after the other; return the size of the log after each lot."""
    signed: list[int] = []
    async with running_ledger(urls.writer) as ledger:
        for count in completions:
            for _ in range(count):
                begun = opening()
                async with ledger.attempt(begun) as attempt:
                    await attempt.conclude([outcome(begun)])
            signed.append(2 * count + (signed[-1] if signed else 0))
            await sequence(urls, _SIGNER, {_TENANT: signed[-1]})
    return tuple(signed)


@contextmanager
def stored(urls: LedgerUrls, signed: Sequence[int]) -> Iterator[Stored]:
    """Yield the log of a database; nothing that is done to it stays."""
    engine = create_engine(make_url(urls.owner).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with tempfile.TemporaryDirectory(prefix="gateway-tamper-") as name, engine.connect() as connection:
        origin = origin_of(SETTINGS.origin, _TENANT)
        query = "SELECT hash FROM audit.leaf ORDER BY index"
        hashes = [bytes(leaf) for leaf in connection.exec_driver_sql(query).scalars()]
        _publish(Path(name) / "tiles" / origin, hashes)
        notes = connection.exec_driver_sql("SELECT note FROM audit.checkpoint ORDER BY size").scalars()
        anchors = tuple(bytes(note) for note in notes)
        authority = Authority.make(Path(name) / "authority")
        trust = Trust(
            _SIGNER.verifier_keys(origin),
            anchors,
            Path(name) / "tiles",
            witnesses=(_WITNESS,),
            quorum=1,
            roots=authority.roots,
        )
        others = tuple(change(one, tenant=_TENANT) for one in sealed_records(4))
        log = Stored(connection, Path(name), len(hashes), tuple(signed), trust, others, authority)
        for kind, content in (("cosignature", _cosignature(anchors[-1])), ("timestamp", _stamp(log, anchors[-1]))):
            _confirm(connection, kind, log.size, content)
        connection.commit()
        yield log


def _cosignature(note: bytes) -> bytes:
    """Return the witness's line for a checkpoint."""
    return timed_line(split_note(note)[0], 1_790_000_001, OTHER_PRIVATE, _WITNESS.name).encode()


def _stamp(log: Stored, note: bytes) -> bytes:
    """Return the authority's stamp over a checkpoint."""
    request = TimestampRequestBuilder().data(split_note(note)[0].encode()).build()
    return log.authority.answer("/", request.as_bytes())[2]


def _confirm(connection: Connection, kind: str, size: int, content: bytes) -> None:
    """Keep what somebody said of a checkpoint, instead of what they said before."""
    statement = """
INSERT INTO audit.confirmation (tenant, kind, size, name, content) VALUES (%s, %s, %s, 'one', %s)
ON CONFLICT (tenant, kind, size, name) DO UPDATE SET content = excluded.content"""
    connection.exec_driver_sql(statement, (_TENANT, kind, size, content))


def _publish(folder: Path, hashes: Sequence[bytes]) -> None:
    for first in range(0, len(hashes), TILE_HASHES):
        leaves = hashes[first : first + TILE_HASHES]
        path = folder / Tile(0, first // TILE_HASHES, len(leaves)).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(leaves))


def attempts(log: Stored) -> Mapping[str, Attempt]:
    """Return every tampering with the database, by its name in the table; inner nodes are stored of long logs only."""
    ways = _TAMPERINGS if log.size > TILE_HASHES else {name: _TAMPERINGS[name] for name in _TAMPERINGS.keys() - {NODE}}
    return {name: partial(_attempt, log, forge) for name, forge in ways.items()}


def untouched(log: Stored) -> Found | None:
    """Return what the auditor says of the log as it was written."""
    try:
        return _audit(log, log.trust)
    finally:
        log.connection.rollback()


def _attempt(log: Stored, forge: _Tampering, chance: random.Random) -> tuple[Found | None, Found | None, str]:
    connection = log.connection
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # past every trigger
    try:
        where = forge(_Database(log, chance))
        connection.exec_driver_sql("SET LOCAL ROLE gateway_reader")
        by_key, found = (_audit(log, trust) for trust in trusts(log.trust))
    finally:
        connection.rollback()
    return by_key, found, where


def _audit(log: Stored, trust: Trust) -> Found | None:
    """Export and verify the whole log, then one request's records by their paths, and read every text that is kept."""
    for extent in (Extent(), Extent(search=Search(kind="request"))):
        folder = log.folder / "export"
        try:
            export(log.connection, Wanted(tenant=_TENANT, extent=extent), folder)
            verify_bundle(folder, lambda _origin: trust)
        except (CannotVerify, Tampered, QueryFailed) as found:
            return found
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return _read(log)


def _read(log: Stored) -> Found | None:
    """Compare all ciphertexts with what their records commit to, as whoever decrypts does; no key is needed."""
    records = log.connection.exec_driver_sql(_RECORDS).all()
    log.connection.exec_driver_sql("SET LOCAL ROLE gateway_decryptor")
    rows = log.connection.exec_driver_sql("SELECT * FROM audit.sealed").all()
    log.connection.exec_driver_sql("SET LOCAL ROLE gateway_reader")
    sealed = {row.record_id: row for row in rows}
    for row in records:
        kept = sealed[row.record_id]
        found = SealedTexts(str(row.record_id), kept.prompt_ciphertext, kept.completion_ciphertext, None)
        try:
            texts.check(found, bytes(row.canonical))
        except EvidenceUnavailable as error:
            return QueryFailed(f"{error} at index {row.leaf_index}")
    return None


def _bit_of_record(database: _Database) -> str:
    at = database.some()
    bits = 8 * len(database.one(f"SELECT canonical FROM audit.record WHERE {_OF}", at))
    bit = database.chance.randrange(bits)
    flipped = f"UPDATE audit.record SET canonical = set_bit(canonical, %s, 1 - get_bit(canonical, %s)) WHERE {_OF}"
    database.do(flipped, (bit, bit, at))
    return f"index {at}"


def _bit_of_leaf(database: _Database) -> str:
    at, bit = database.some(), database.chance.randrange(256)
    database.do(
        "UPDATE audit.leaf SET hash = set_bit(hash, %s, 1 - get_bit(hash, %s)) WHERE index = %s", (bit, bit, at)
    )
    return f"index {at}"


def _column(database: _Database) -> str:
    at = database.some()
    statements = [
        *(f"{name} = coalesce({name}, '') || 'x'" for name in _TEXTS),
        *(f"{name} = gen_random_uuid()" for name in ("record_id", "writer", "key_id")),
        *(f"{name} = {name} || '{{x}}'" for name in ("rules", "cwes")),
        "time = time + interval '1 microsecond'",
        "sequence = sequence + 1",
        "failure_kind = 'x'",
        "tenant = 'other'",
    ]
    database.do(f"UPDATE audit.record SET {database.chance.choice(statements)} WHERE {_OF}", (at,))
    return f"index {at}"


def _hash_column(database: _Database) -> str:
    at, bit = database.some(), database.chance.randrange(256)
    database.do(f"UPDATE audit.record SET leaf = set_bit(leaf, %s, 1 - get_bit(leaf, %s)) WHERE {_OF}", (bit, bit, at))
    return f"index {at}"


def _record_deleted(database: _Database) -> str:
    at = database.some()
    database.do(f"DELETE FROM audit.record WHERE {_OF}", (at,))
    return f"index {at}"


def _all_deleted(database: _Database) -> str:
    at = database.some()
    _delete(database, at)
    return f"index {at}"


def _deleted_and_renumbered(database: _Database) -> str:
    at = database.some()
    _delete(database, at)
    _renumber(database, at + 1, -1)
    return f"index {at}"


def _inserted(database: _Database) -> str:
    at = database.some()
    _renumber(database, at, 1)
    _insert(database, at)
    return f"index {at}"


def _exchanged(database: _Database) -> str:
    """Put a forged record with its hash in the place of another one."""
    at = database.some()
    _delete(database, at)
    _insert(database, at)
    return f"index {at}"


def _swapped(database: _Database) -> str:
    one, other = sorted(database.chance.sample(range(database.log.size), 2))
    for source, target in ((one, _AWAY), (other, one), (_AWAY, other)):
        database.do("UPDATE audit.leaf SET index = %s WHERE index = %s", (target, source))
    return f"index {one}"


def _tail_cut(database: _Database) -> str:
    kept = database.log.size - database.chance.randint(1, _TAIL_MAX)
    _cut(database, kept)
    return f"index {kept}"


def _tail_cut_to_checkpoint(database: _Database) -> str:
    kept = database.chance.choice(database.log.signed[:-1])
    _cut(database, kept)
    database.do("DELETE FROM audit.checkpoint WHERE size > %s", (kept,))
    return f"index {kept}"


def _old_checkpoint(database: _Database) -> str:
    kept = database.chance.choice(database.log.signed[:-1])
    database.do("DELETE FROM audit.checkpoint WHERE size > %s", (kept,))
    return f"index {kept}"


def _rewritten(database: _Database) -> str:
    """Exchange a record, build the tree anew and sign it with the log's own key."""
    where = _exchanged(database)
    hashes = database.hashes()
    for first in range(0, len(hashes) - TILE_HASHES + 1, TILE_HASHES):
        node = root_hash(hashes[first : first + TILE_HASHES])
        database.do("UPDATE audit.node SET hash = %s WHERE level = 1 AND index = %s", (node, first // TILE_HASHES))
    _sign(database, _SIGNER, root_hash(hashes))
    return where


def _key_swapped(database: _Database) -> str:
    _sign(database, LogSigner.of(OTHER_PRIVATE), root_hash(database.hashes()))
    return "the checkpoint"


def _sign(database: _Database, signer: LogSigner, root: bytes) -> None:
    size = database.log.size
    note = signer.sign(Checkpoint(origin_of(SETTINGS.origin, _TENANT), size, root), 1_790_000_000)
    database.do("UPDATE audit.checkpoint SET root = %s, note = %s WHERE size = %s", (root, note, size))


def _checkpoint_changed(database: _Database) -> str:
    note = bytearray(database.one("SELECT note FROM audit.checkpoint ORDER BY size DESC LIMIT 1"))
    root = note.index(b"\n\n") - 40  # within the line of the root: what else is changed is no checkpoint at all
    note[root + database.chance.randrange(30)] ^= 1
    database.do("UPDATE audit.checkpoint SET note = %s WHERE size = %s", (bytes(note), database.log.size))
    return "the checkpoint"


def _node_changed(database: _Database) -> str:
    """Change the hash over a whole tile; the first record whose path needs it is in another tile."""
    node, bit = database.chance.randrange(database.log.size // TILE_HASHES), database.chance.randrange(256)
    flipped = "UPDATE audit.node SET hash = set_bit(hash, %s, 1 - get_bit(hash, %s)) WHERE level = 1 AND index = %s"
    database.do(flipped, (bit, bit, node))
    return f"index {0 if node else TILE_HASHES}"  # requests have even indexes


def _text_changed(database: _Database) -> str:
    """Change, delete or exchange what was sealed; an export holds no texts, whoever reads them is told."""
    at = database.some()
    name = "prompt_ciphertext" if at % 2 == 0 else "completion_ciphertext"  # a request, or its completion
    change = database.chance.choice(
        (
            f"{name} = set_bit({name}, 77, 1 - get_bit({name}, 77))",
            f"{name} = NULL",
            f"{name} = (SELECT {name} FROM audit.record WHERE NOT {_OF} AND {name} IS NOT NULL LIMIT 1)",
        )
    )
    database.do(f"UPDATE audit.record SET {change} WHERE {_OF}", (at, at) if change.count("%s") else (at,))
    return f"index {at}"


def _cosignature_changed(database: _Database) -> str:
    """Change the witness's signature, give it that of another checkpoint, or delete it."""
    log = database.log
    other = _cosignature(log.trust.anchors[0])
    head, _, signed = _cosignature(log.trust.anchors[-1]).rstrip(b"\n").rpartition(b" ")
    signature = bytearray(base64.b64decode(signed))
    signature[database.chance.randrange(4, len(signature))] ^= 1  # the first four bytes name the key
    changed = head + b" " + base64.b64encode(signature) + b"\n"
    _confirm(log.connection, "cosignature", log.size, database.chance.choice((other, changed)))
    return "the signature of one.example"


def _cosignature_deleted(database: _Database) -> str:
    database.do("DELETE FROM audit.confirmation WHERE kind = 'cosignature'")
    return "0 trusted witnesses"


def _stamp_exchanged(database: _Database) -> str:
    """Give the checkpoint the time stamp of an older one."""
    _confirm(
        database.log.connection, "timestamp", database.log.size, _stamp(database.log, database.log.trust.anchors[0])
    )
    return "the time stamp"


def _delete(database: _Database, at: int) -> None:
    database.do(f"DELETE FROM audit.record WHERE {_OF}", (at,))
    database.do("DELETE FROM audit.leaf WHERE index = %s", (at,))


def _cut(database: _Database, kept: int) -> None:
    tail = "SELECT request_id, kind, candidate FROM audit.leaf WHERE index >= %s"
    database.do(f"DELETE FROM audit.record WHERE (request_id, kind, candidate) IN ({tail})", (kept,))
    database.do("DELETE FROM audit.leaf WHERE index >= %s", (kept,))


def _renumber(database: _Database, first: int, by: int) -> None:
    database.do("UPDATE audit.leaf SET index = index + %s WHERE index >= %s", (_AWAY, first))
    database.do("UPDATE audit.leaf SET index = index - %s WHERE index >= %s", (_AWAY - by, _AWAY))


def _insert(database: _Database, at: int) -> None:
    canonical = database.chance.choice(database.log.others)
    hashed = leaf_hash(canonical)
    values = dict(zip(COLUMNS, columns_of(canonical), strict=True)) | {"canonical": canonical, "leaf": hashed}
    database.do(_INSERT, values)
    leaf = (_TENANT, at, hashed, values["request_id"], values["kind"], values["candidate"])
    database.do(
        "INSERT INTO audit.leaf (tenant, index, hash, request_id, kind, candidate) VALUES (%s, %s, %s, %s, %s, %s)",
        leaf,
    )


_TAMPERINGS: Final[Mapping[str, _Tampering]] = {
    "database: a bit of a record flipped": _bit_of_record,
    "database: a bit of a leaf flipped": _bit_of_leaf,
    "database: a column that disagrees with the bytes": _column,
    "database: the hash beside a record changed": _hash_column,
    "database: a record deleted": _record_deleted,
    "database: a record deleted with its leaf": _all_deleted,
    "database: a record deleted with its leaf, the rest renumbered": _deleted_and_renumbered,
    "database: a record inserted with a leaf": _inserted,
    "database: a record put in another's place, with its leaf": _exchanged,
    "database: two records swapped": _swapped,
    "database: the tail truncated": _tail_cut,
    "database: the tail truncated, with the checkpoints over it": _tail_cut_to_checkpoint,
    "database: an old checkpoint served": _old_checkpoint,
    "database: history rewritten with a fresh tree and the log's key": _rewritten,
    "database: the key swapped": _key_swapped,
    "database: the checkpoint's root changed": _checkpoint_changed,
    NODE: _node_changed,
    "database: a sealed text changed, exchanged or deleted": _text_changed,
    "database: a cosignature changed or another checkpoint's": _cosignature_changed,
    "database: a cosignature deleted": _cosignature_deleted,
    "database: the time stamp of another checkpoint": _stamp_exchanged,
}
