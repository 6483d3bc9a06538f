"""
Turns an event into a record, and a durable record into a signed receipt. The only place that constructs a Receipt.

Here plain texts and names become ciphertexts, commitments and pseudonyms; nothing plain of them goes further. Whatever
an event holds, it becomes a record: texts are cut, integers clamped. Only an id or a hash of the gateway's own making
can be refused, and then when the event is drafted, so before anything is released.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import uuid_utils
from cryptography.exceptions import InvalidSignature

from audit import record as records
from gateway.errors import LedgerUnavailable
from gateway.ledger.canonical import canonical
from gateway.ledger.fields import Integers, key_name, microseconds, number_text, short, short_or_number, text, word
from gateway.ledger.keys import LedgerKeys
from gateway.ledger.vault import DataKey, NameRow, Vault
from gateway.values import Caller, Event, Finding, Receipt, Sampling, WrappedKey

_FINDINGS_MAX = 500
_CANDIDATE_MAX = 2**31 - 1  # the column's
_OVERHEAD_BYTES = 4096
_UNNUMBERED = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Keys are sorted, quotes inside a text are escaped, and no object comes after it: its last occurrence is the record's.
_SEQUENCE = b',"sequence":1,"tenant":'


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A record that still lacks its place in the writer's sequence, with what is stored beside it.

    `before` and `after` are its canonical bytes around the sequence number; `columns` are its other columns.
    """

    record: records.Record
    columns: records.Projection
    before: bytes
    after: bytes
    prompt_ciphertext: bytes | None = None
    completion_ciphertext: bytes | None = None
    key: WrappedKey | None = None
    names: tuple[NameRow, ...] = ()
    released_sha256: str = ""

    @property
    def size_bytes(self) -> int:
        """About how much memory the draft takes while it waits."""
        texts = len(self.prompt_ciphertext or b"") + len(self.completion_ciphertext or b"")
        return _OVERHEAD_BYTES + len(self.before) + len(self.after) + texts

    @property
    def owner(self) -> tuple[str, str]:
        """Whose it is: tenant, and the keyed digest of the subject (or the address, if nobody was proven)."""
        return (self.key.tenant, self.key.owner) if self.key else (self.record.tenant, "")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A numbered record with its bytes and leaf: a row to be inserted."""

    draft: Draft
    sequence: int
    canonical: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Loss:
    """How many events of a tenant could not be recorded, and when (UTC, microseconds)."""

    count: int
    from_us: int
    to_us: int


class Sealer:
    """Drafts and numbers the records of one writer."""

    def __init__(self, vault: Vault, writer: str) -> None:
        """Use the vault's keys on behalf of one writer."""
        self._vault = vault
        self._writer = writer

    def draft(self, event: Event) -> Draft:
        """
        Return the event as a draft: texts encrypted, names replaced by pseudonyms, the time taken now.

        Raises LedgerUnavailable if no record can be made of it: a request id that is no UUIDv7, or a hash that is none.
        """
        time_us = now_us()
        tenant = tenant_of(event)
        owner = event.caller.subject if event.caller else event.address
        data_key = self._vault.key_for(tenant, owner, time_us)
        names = _Names(data_key)
        integers = Integers()
        record_id = new_id()
        prompt, prompt_seal = _encrypted(data_key, event.prompt, place_of(record_id, "prompt"))
        completion, completion_seal = _encrypted(data_key, event.completion, place_of(record_id, "completion"))
        address = event.address or (event.caller.address if event.caller else "")
        record = records.Record(
            record_id=record_id,
            time_us=time_us,
            writer=self._writer,
            sequence=_UNNUMBERED,
            kind=event.kind,
            request_id=short(event.request_id),
            candidate=integers.fit("candidate", event.candidate, low=0, high=_CANDIDATE_MAX),
            tenant=tenant,
            key_id=data_key.row.id,
            caller=_caller(event.caller, names),
            address=names.of("address", address or None),
            client=short(event.client or (event.caller.client if event.caller else "")),
            dialect=short(event.dialect),
            route=short(event.route),
            repository=text(event.repository),
            branch=names.of("branch", event.branch),
            path=names.of("path", event.filepath),
            language=text(event.language),
            language_source=text(event.language_source),
            model=_model(event, data_key, integers),
            policy_revision=text(event.policy_revision),
            profile=text(event.profile),
            evidence=_evidence(event, integers),
            findings=tuple(_finding(finding, integers) for finding in event.findings[:_FINDINGS_MAX]),
            decision=event.decision.value if event.decision else None,
            reasons=tuple(short(reason) for reason in event.reasons),
            prompt=prompt_seal,
            completion=completion_seal,
            released=_released(event.released_sha256, data_key),
            dropped_chars=integers.fit("dropped_chars", event.dropped_chars),
            failure=_failure(event),
            parts_us=_parts(event, integers),
            details=_details(event, integers, data_key),
            links=tuple(short(link) for link in event.links),
        )
        return Draft(
            record,
            *_prepared(record, canonical),
            prompt_ciphertext=prompt,
            completion_ciphertext=completion,
            key=data_key.row,
            names=tuple(names.rows),
            released_sha256=event.released_sha256 or "",
        )

    def gap(self, tenant: str, loss: Loss) -> Draft:
        """Return the record that says how many events are missing."""
        details = {"from_us": loss.from_us, "lost_count": loss.count, "to_us": loss.to_us}
        return self.keyless(records.Kind.GAP, tenant, details)

    def keyless(self, kind: records.Kind, tenant: str, details: Mapping[str, str | int]) -> Draft:
        """Return a record of what the gateway did of itself: no caller, no data key, nothing but these details."""
        cleaned = {key_name(name): short_or_number(value) for name, value in details.items()}
        record = records.Record(
            record_id=new_id(),
            time_us=now_us(),
            writer=self._writer,
            sequence=_UNNUMBERED,
            kind=kind,
            request_id=new_id(),
            tenant=short(tenant),
            details=tuple(sorted(cleaned.items())),
        )
        return Draft(record, *_prepared(record, records.canonical))

    def number(self, draft: Draft, sequence: int) -> Sealed:
        """Return the draft as a row: its sequence number joins its bytes, which were checked when it was drafted."""
        numbered = b"%b%d%b" % (draft.before, sequence, draft.after)
        return Sealed(draft, sequence, numbered, records.leaf_hash(numbered))


class ReceiptSeal:
    """Signs receipts of durable records, and knows its own."""

    def __init__(self, keys: LedgerKeys) -> None:
        """Sign with the ledger's Ed25519 key."""
        self._signing = keys.signing
        self._public = keys.signing.public_key()
        self._key_id = keys.signing_id

    def issue(self, sealed: Sealed) -> Receipt:
        """Return the receipt of a record. Call it only after the record's COMMIT."""
        record = sealed.draft.record
        unsigned = Receipt(
            request_id=record.request_id,
            record_id=record.record_id,
            leaf_hash=sealed.leaf.hex(),
            text_sha256=sealed.draft.released_sha256,
            policy_revision=record.policy_revision or "",
            time_us=record.time_us,
            key_id=self._key_id,
            signature=b"",
        )
        return replace(unsigned, signature=self._signing.sign(unsigned.signed_bytes()))

    def is_genuine(self, receipt: Receipt) -> bool:
        """Return whether the receipt's signature verifies with the ledger's public key."""
        try:
            self._public.verify(receipt.signature, receipt.signed_bytes())
        except InvalidSignature:
            return False
        return receipt.key_id == self._key_id


class _Names:
    """Collects the pseudonyms of one record."""

    def __init__(self, key: DataKey) -> None:
        self._key = key
        self.rows: list[NameRow] = []

    def of(self, kind: str, value: str | None) -> str | None:
        """Return the value's pseudonym and remember what it stands for; None stays None."""
        if value is None:
            return None
        row = self._key.name(kind, value)
        self.rows.append(row)
        return row.pseudonym


def now_us() -> int:
    """Return the time in microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def new_id() -> str:
    """Return a new UUIDv7."""
    return str(uuid_utils.uuid7())


def tenant_of(event: Event) -> str:
    """Return the tenant as records name it; empty if nobody was proven."""
    return short(event.caller.tenant) if event.caller else ""


def place_of(record_id: str, name: str) -> str:
    """Return the place to which a ciphertext is bound: `name` is prompt or completion."""
    return f"{record_id}\n{name}"


def _prepared(
    record: records.Record, encode: Callable[[records.Record], bytes]
) -> tuple[records.Projection, bytes, bytes]:
    """Return the record's columns, and its canonical bytes before and after the sequence number."""
    try:
        encoded = encode(record)
    except records.RecordInvalid as error:
        raise LedgerUnavailable(f"the event cannot be a record: {error}") from error
    before, _, after = encoded.rpartition(_SEQUENCE)
    return records.project(record), before + b',"sequence":', b',"tenant":' + after


def _released(sha256: str | None, data_key: DataKey) -> str | None:
    """Return the commitment to the hash of what is released. It is the gateway's own: nothing else may stand there."""
    if sha256 is None:
        return None
    if _SHA256.fullmatch(sha256) is None:
        raise LedgerUnavailable("the event cannot be a record: released_sha256 is not a SHA-256 in lower-case hex")
    return data_key.commitment(bytes.fromhex(sha256))


def _encrypted(data_key: DataKey, plain: str | None, place: str) -> tuple[bytes | None, records.SealedText | None]:
    if plain is None:
        return None, None
    return data_key.encrypt(plain, place)


def _caller(caller: Caller | None, names: _Names) -> records.RecordedCaller | None:
    if caller is None:
        return None
    return records.RecordedCaller(
        subject=names.of("subject", caller.subject) or "",
        token=names.of("token", caller.token_id) or "",
        issuer=short(caller.issuer),
        profile=short(caller.profile),
        roles=tuple(sorted(role.value for role in caller.roles)),
    )


def _model(event: Event, data_key: DataKey, integers: Integers) -> records.RecordedModel | None:
    if event.model_id is None and event.sampling is None:
        return None
    asked = event.sampling or Sampling()
    stop = data_key.commitment(json.dumps(asked.stop).encode()) if asked.stop else None
    return records.RecordedModel(
        id=text(event.model_id) or "",
        revision=text(event.model_revision) or "",
        tokens_max=integers.fit("tokens_max", asked.tokens_max) if event.sampling else None,
        temperature=_number(asked.temperature),
        top_p=_number(asked.top_p),
        top_k=None if asked.top_k is None else integers.fit("top_k", asked.top_k),
        repetition_penalty=_number(asked.repetition_penalty),
        seed=_number(asked.seed),
        stop=stop,
    )


def _number(value: float | None) -> str | None:
    return None if value is None else number_text(value)


def _evidence(event: Event, integers: Integers) -> tuple[records.RecordedEvidence, ...]:
    return tuple(
        records.RecordedEvidence(
            engine=item.engine.value,
            version=short(item.version),
            rules_digest=short(item.rules_digest),
            proof=short(item.proof),
            duration_us=integers.fit("duration_us", microseconds(item.duration_ms)),
        )
        for item in event.evidence
    )


def _finding(finding: Finding, integers: Integers) -> records.RecordedFinding:
    return records.RecordedFinding(
        rule=word(finding.rule),
        engine=finding.engine.value,
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        cwe=tuple(word(cwe) for cwe in finding.cwe),
        line=integers.fit("line", finding.span.line),
        column=integers.fit("column", finding.span.column),
        end_line=integers.fit("end_line", finding.span.end_line),
        end_column=integers.fit("end_column", finding.span.end_column),
        capability=text(finding.capability),
    )


def _failure(event: Event) -> records.RecordedFailure | None:
    if event.failure_kind is None and event.failure_reason is None:
        return None
    return records.RecordedFailure(kind=text(event.failure_kind) or "", reason=text(event.failure_reason) or "")


def _parts(event: Event, integers: Integers) -> tuple[tuple[str, int], ...]:
    parts = {key_name(name): integers.fit("parts_us", value) for name, value in event.parts_us}
    return tuple(sorted(parts.items()))


def _details(event: Event, integers: Integers, data_key: DataKey) -> tuple[tuple[str, str | int], ...]:
    """Return what only this kind has, then what did not fit: clamped integers, so call it last, and lost findings."""
    details: dict[str, str | int] = {}
    for name, value in event.details:
        details[key_name(name)] = integers.fit(name, value) if isinstance(value, int) else text(value) or ""
    for name, value in event.hidden:
        details[key_name(name)] = data_key.commitment(value.encode("utf-8", "surrogatepass"))
    dropped = len(event.findings) - _FINDINGS_MAX
    if dropped > 0:
        details["findings_dropped"] = dropped
    return tuple(sorted({**details, **integers.misfits}.items()))
