"""
The record format: which events exist, their canonical bytes, and the leaf hash over them.

Version 1. A record is one JSON object in the canonical form of RFC 8785, restricted to strings, integers, booleans,
null, lists and objects with ASCII keys; there are no floats, so nothing depends on how a number is printed. Texts never
appear: a record commits to their ciphertexts, and to what was released by an HMAC under the data key, so that
destroying that key erases them and keeps every proof. Subject, token, address, path, branch and stop sequences are
keyed pseudonyms. Only the standard library is needed.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from types import UnionType
from typing import Final, cast, get_args, get_origin, get_type_hints

FORMAT_VERSION = 1
INTEGER_MAX = 2**53 - 1
_LEAF_PREFIX = b"\x00"
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_WORD = re.compile(r"[!-~]{1,300}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERSION_AT = 14

type Json = str | int | bool | list[Json] | dict[str, Json] | None


class Kind(StrEnum):
    """What happened. Kinds whose makers come later have their place in the format already."""

    REQUEST = "request"
    COMPLETION = "completion"
    SEGMENT = "segment"
    DENIAL = "denial"
    FAILURE = "failure"
    CANCEL = "cancel"
    FEEDBACK = "feedback"
    REVIEW = "review"
    POLICY_CHANGE = "policy_change"
    EXPORT = "export"
    SEARCH = "search"
    DECRYPTION = "decryption"
    HOLD = "hold"
    DROP = "drop"
    SHRED = "shred"
    GAP = "gap"


class RecordInvalid(ValueError):
    """These bytes or values are not a record of a version that this code knows; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCaller:
    """Who asked. `subject` and `token` are keyed pseudonyms."""

    subject: str
    token: str
    issuer: str
    profile: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedModel:
    """Which model answered, and how it was asked; sampling numbers are decimal strings, `stop` a commitment."""

    id: str
    revision: str
    tokens_max: int | None = None
    temperature: str | None = None
    top_p: str | None = None
    top_k: int | None = None
    repetition_penalty: str | None = None
    seed: str | None = None
    stop: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvidence:
    """Proof that one engine ran."""

    engine: str
    version: str
    rules_digest: str
    proof: str
    duration_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFinding:
    """One finding; its place is in the completion's text."""

    rule: str
    engine: str
    severity: str
    confidence: str
    cwe: tuple[str, ...]
    line: int
    column: int
    end_line: int
    end_column: int
    capability: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedText:
    """Commitments to one text: SHA-256 of its ciphertext, and HMAC-SHA-256 of its plain bytes under the data key."""

    ciphertext_sha256: str
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFailure:
    """Why an attempt failed."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One thing that happened, as the auditor gets it.

    `time_us` counts from 1970 in UTC. `writer` is one process's life and `sequence` is dense within it, from 1.
    `request_id` is a UUIDv7, (request_id, kind, candidate) is unique. `key_id` names the data key of the pseudonyms,
    ciphertexts and commitments. `released` is the HMAC, under that key, of the SHA-256 of the text that the decision
    let out. `details` holds what only some kinds have, as sorted pairs of name and value (a gap's `lost_count`, say).
    """

    record_id: str
    time_us: int
    writer: str
    sequence: int
    kind: Kind
    request_id: str
    candidate: int = 0
    tenant: str = ""
    key_id: str = ""
    caller: RecordedCaller | None = None
    address: str | None = None
    client: str = ""
    dialect: str = ""
    route: str = ""
    repository: str | None = None
    branch: str | None = None
    path: str | None = None
    language: str | None = None
    language_source: str | None = None
    model: RecordedModel | None = None
    policy_revision: str | None = None
    profile: str | None = None
    evidence: tuple[RecordedEvidence, ...] = ()
    findings: tuple[RecordedFinding, ...] = ()
    decision: str | None = None
    reasons: tuple[str, ...] = ()
    prompt: SealedText | None = None
    completion: SealedText | None = None
    released: str | None = None
    dropped_chars: int = 0
    failure: RecordedFailure | None = None
    parts_us: tuple[tuple[str, int], ...] = ()
    details: tuple[tuple[str, str | int | bool | None], ...] = ()
    links: tuple[str, ...] = ()


_Part = (
    Record | RecordedCaller | RecordedModel | RecordedEvidence | RecordedFinding | SealedText | RecordedFailure
)  # every dataclass of the format
_PAIRS = frozenset({"parts_us", "details"})
_NAMES: dict[type, tuple[str, ...]] = {part: tuple(item.name for item in fields(part)) for part in get_args(_Part)}
_KNOWN_KEYS = frozenset({"version"}.union(*_NAMES.values()))
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

type _Reader = Callable[[object], object]  # a JSON value -> what the record holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The columns that stand beside the canonical bytes for search; a verifier derives them again and compares."""

    record_id: str
    time_us: int
    writer: str
    sequence: int
    kind: str
    request_id: str
    candidate: int
    tenant: str
    key_id: str | None
    caller: str | None
    address: str | None
    repository: str | None
    language: str | None
    decision: str | None
    rules: tuple[str, ...]
    cwes: tuple[str, ...]
    model_id: str | None
    policy_revision: str | None
    failure_kind: str | None


def canonical(record: Record) -> bytes:
    """Return the record's one and only byte form; raises RecordInvalid if it has a value that the format forbids."""
    check_identity(record)
    return encode({"version": FORMAT_VERSION, **_to_json(record)})


def leaf_hash(canonical_bytes: bytes) -> bytes:
    """Return the RFC 6962 leaf hash of a record's canonical bytes."""
    return hashlib.sha256(_LEAF_PREFIX + canonical_bytes).digest()


def parse(canonical_bytes: bytes) -> Record:
    """Return the record behind its canonical bytes; raises RecordInvalid for any other bytes."""
    try:
        document = json.loads(canonical_bytes.decode(), parse_float=_no_float, parse_constant=_no_float)
    except RecordInvalid:
        raise
    except (ValueError, RecursionError) as error:
        raise RecordInvalid(f"not JSON in UTF-8: {type(error).__name__}") from error
    if not isinstance(document, dict):
        raise RecordInvalid("a record is a JSON object")
    version = document.pop("version", None)
    if type(version) is not int or version != FORMAT_VERSION:
        raise RecordInvalid("this code does not know the record's format version")
    record = cast("Record", _read_record(document))
    check_identity(record)
    if encode({"version": version, **document}) != canonical_bytes:  # the record's own members, and no others
        raise RecordInvalid("the bytes are not in canonical form")
    return record


def project(record: Record) -> Projection:
    """Return the columns that belong to the record."""
    return Projection(
        record_id=record.record_id,
        time_us=record.time_us,
        writer=record.writer,
        sequence=record.sequence,
        kind=record.kind.value,
        request_id=record.request_id,
        candidate=record.candidate,
        tenant=record.tenant,
        key_id=record.key_id or None,
        caller=record.caller.subject if record.caller else None,
        address=record.address,
        repository=record.repository,
        language=record.language,
        decision=record.decision,
        rules=tuple(sorted({finding.rule for finding in record.findings})),
        cwes=tuple(sorted({cwe for finding in record.findings for cwe in finding.cwe})),
        model_id=record.model.id if record.model else None,
        policy_revision=record.policy_revision,
        failure_kind=record.failure.kind if record.failure else None,
    )


def encode(value: Json) -> bytes:
    """Return the canonical bytes of a restricted JSON value; raises RecordInvalid for anything else."""
    _check_value(value)
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise RecordInvalid("a lone surrogate is not a character") from error


def _check_value(value: object) -> None:
    """Refuse what RFC 8785 and Python would print differently, or not at all. Runs in every append: keep it fast."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return
    if kind is int:
        if abs(cast("int", value)) > INTEGER_MAX:
            raise RecordInvalid("an integer beyond 2^53 - 1 is not exact in JSON")
    elif kind is list:
        for item in cast("list[object]", value):
            _check_value(item)
    elif kind is dict:
        for key, item in cast("dict[object, object]", value).items():
            if key not in _KNOWN_KEYS and (not isinstance(key, str) or _KEY.fullmatch(key) is None):
                raise RecordInvalid("a key is 1 to 100 ASCII letters, digits or one of _.:-")
            if type(item) is not str and item is not None:
                _check_value(item)
    else:
        raise RecordInvalid(f"{kind.__name__} has no canonical form")


def check_identity(record: Record) -> None:
    """Raise RecordInvalid for a record that could not be stored, found or ordered."""
    for name, text in (("record_id", record.record_id), ("request_id", record.request_id)):
        if not _is_uuid(text) or text[_VERSION_AT] != "7":
            raise RecordInvalid(f"{name} is not a UUIDv7 in lower-case form")
    if not _is_uuid(record.writer) or (record.key_id and not _is_uuid(record.key_id)):
        raise RecordInvalid("writer and key_id are UUIDs in lower-case form")
    if record.sequence < 1 or record.time_us < 0 or record.candidate < 0:
        raise RecordInvalid("sequence starts at 1, time and candidate at 0")
    words = [word for finding in record.findings for word in (finding.rule, *finding.cwe)]
    if any(_WORD.fullmatch(word) is None for word in words):
        raise RecordInvalid("rule and CWE names are printable ASCII without spaces")
    for pairs in (record.parts_us, record.details):
        names = [name for name, _ in pairs]
        if names != sorted(set(names)):
            raise RecordInvalid("names of parts and details are sorted and unique")


def _is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def _to_json(part: _Part) -> dict[str, Json]:
    """Return the part as a JSON object; values that JSON lacks are left for `encode` to refuse."""
    document: dict[str, Json] = {}
    for name in _NAMES[type(part)]:
        value = getattr(part, name)
        kind = type(value)
        if kind is str or kind is int or value is None:
            document[name] = value
        elif name in _PAIRS:
            document[name] = dict(value)
        elif kind is tuple:
            document[name] = [_to_json(item) if type(item) in _NAMES else item for item in value]
        elif kind in _NAMES:
            document[name] = _to_json(value)
        else:
            document[name] = value.value if kind is Kind else value
    return document


def _reader(hint: object, where: str) -> _Reader:
    """Return what reads a JSON value of a place as its declared type; bool never passes for int."""
    if isinstance(hint, UnionType):
        return _any_reader(get_args(hint), where)
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        if get_origin(item) is tuple:
            return _pairs_reader(get_args(item)[1], where)
        return _list_reader(item, where)
    if hint is Kind:
        return _kind_reader(where)
    if isinstance(hint, type) and hint in _NAMES:
        return _part_reader(hint, where)
    return _plain_reader((hint,), where)


def _part_reader(part: type, where: str) -> _Reader:
    """Return what reads a JSON object that has exactly the fields of one dataclass of the format."""
    readers = {name: _reader(hint, f"{where}.{name}") for name, hint in get_type_hints(part).items()}

    def read(value: object) -> object:
        if type(value) is not dict or value.keys() != readers.keys():
            raise RecordInvalid(f"{where} does not have exactly the fields of version {FORMAT_VERSION}")
        return part(**{name: readers[name](item) for name, item in value.items()})

    return read


def _kind_reader(where: str) -> _Reader:
    def read(value: object) -> object:
        if not isinstance(value, str) or value not in Kind:
            raise RecordInvalid(f"{where} is not a kind of version {FORMAT_VERSION}")
        return Kind(value)

    return read


def _plain_reader(kinds: tuple[object, ...], where: str) -> _Reader:
    def read(value: object) -> object:
        if type(value) not in kinds:
            raise RecordInvalid(f"{where} has the wrong type")
        return value

    return read


def _any_reader(hints: tuple[object, ...], where: str) -> _Reader:
    """Return what reads one of several types, or nothing where that is one of them."""
    parts = [hint for hint in hints if isinstance(hint, type) and hint in _NAMES]
    if not parts:
        return _plain_reader(hints, where)
    read_part = _part_reader(parts[0], where)
    return lambda value: None if value is None and type(None) in hints else read_part(value)


def _list_reader(hint: object, where: str) -> _Reader:
    """Return what reads a list as a tuple."""
    read_item = _reader(hint, where)

    def read(value: object) -> object:
        if not isinstance(value, list):
            raise RecordInvalid(f"{where} has the wrong type")
        return tuple([read_item(item) for item in value])

    return read


def _pairs_reader(hint: object, where: str) -> _Reader:
    """Return what reads an object as sorted pairs."""
    read_item = _reader(hint, where)

    def read(value: object) -> object:
        if not isinstance(value, dict):
            raise RecordInvalid(f"{where} has the wrong type")
        return tuple([(name, read_item(item)) for name, item in sorted(value.items())])

    return read


def _no_float(text: str) -> object:
    raise RecordInvalid(f"the format has no number such as {text[:20]}")


_read_record: Final = _part_reader(Record, "record")
