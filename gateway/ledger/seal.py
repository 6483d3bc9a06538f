"""
Turns an event into a record, and a durable record into a signed receipt. The only place that constructs a Receipt.

Here plain texts and names become ciphertexts, commitments and pseudonyms; nothing plain of them goes further.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import uuid_utils
from cryptography.exceptions import InvalidSignature

from audit import record as records
from gateway.ledger.keys import LedgerKeys
from gateway.ledger.vault import DataKey, KeyRow, NameRow, Vault, printable
from gateway.values import Caller, Event, Finding, Receipt, Sampling

_FINDINGS_MAX = 500
_SHORT_CHARS_MAX = 200
_LONG_CHARS_MAX = 500
_OVERHEAD_BYTES = 4096
_UNNUMBERED = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that still lacks its place in the writer's sequence, with what is stored beside it."""

    record: records.Record
    prompt_ciphertext: bytes | None = None
    completion_ciphertext: bytes | None = None
    key: KeyRow | None = None
    names: tuple[NameRow, ...] = ()
    released_sha256: str = ""

    @property
    def size_bytes(self) -> int:
        """About how much memory the draft takes while it waits."""
        return _OVERHEAD_BYTES + len(self.prompt_ciphertext or b"") + len(self.completion_ciphertext or b"")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A numbered record with its bytes and leaf: a row to be inserted."""

    draft: Draft
    columns: records.Projection
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
        """Return the event as a draft: texts encrypted, names replaced by pseudonyms, the time taken now."""
        time_us = now_us()
        tenant = printable(event.caller.tenant, _SHORT_CHARS_MAX) if event.caller else ""
        owner = event.caller.subject if event.caller else event.address
        key = self._vault.key_for(tenant, owner, time_us)
        names = _Names(key)
        record_id = new_id()
        prompt, prompt_seal = _encrypted(key, event.prompt, place_of(record_id, "prompt"))
        completion, completion_seal = _encrypted(key, event.completion, place_of(record_id, "completion"))
        released = key.commitment(bytes.fromhex(event.released_sha256)) if event.released_sha256 else None
        address = event.address or (event.caller.address if event.caller else "")
        record = records.Record(
            record_id=record_id,
            time_us=time_us,
            writer=self._writer,
            sequence=_UNNUMBERED,
            kind=event.kind,
            request_id=printable(event.request_id, _SHORT_CHARS_MAX),
            candidate=event.candidate,
            tenant=tenant,
            key_id=key.row.id,
            caller=_caller(event.caller, names),
            address=names.of("address", address or None),
            client=printable(event.client or (event.caller.client if event.caller else ""), _SHORT_CHARS_MAX),
            dialect=printable(event.dialect, _SHORT_CHARS_MAX),
            route=printable(event.route, _SHORT_CHARS_MAX),
            repository=_text(event.repository),
            branch=names.of("branch", event.branch),
            path=names.of("path", event.filepath),
            language=_text(event.language),
            language_source=_text(event.language_source),
            model=_model(event, key),
            policy_revision=_text(event.policy_revision),
            profile=_text(event.profile),
            evidence=_evidence(event),
            findings=tuple(_finding(finding) for finding in event.findings[:_FINDINGS_MAX]),
            decision=event.decision.value if event.decision else None,
            reasons=tuple(printable(reason, _SHORT_CHARS_MAX) for reason in event.reasons),
            prompt=prompt_seal,
            completion=completion_seal,
            released=released,
            dropped_chars=event.dropped_chars,
            failure=_failure(event),
            parts_us=tuple(sorted(dict(event.parts_us).items())),
            details=_details(event.findings),
            links=tuple(printable(link, _SHORT_CHARS_MAX) for link in event.links),
        )
        return Draft(record, prompt, completion, key.row, tuple(names.rows), event.released_sha256 or "")

    def gap(self, tenant: str, loss: Loss) -> Draft:
        """Return the record that says how many events are missing."""
        details = (("from_us", loss.from_us), ("lost_count", loss.count), ("to_us", loss.to_us))
        record = records.Record(
            record_id=new_id(),
            time_us=now_us(),
            writer=self._writer,
            sequence=_UNNUMBERED,
            kind=records.Kind.GAP,
            request_id=new_id(),
            tenant=tenant,
            details=details,
        )
        return Draft(record)

    def number(self, draft: Draft, sequence: int) -> Sealed:
        """Return the draft as a row; raises RecordInvalid if it cannot be a record."""
        record = replace(draft.record, sequence=sequence)
        canonical = records.canonical(record)
        return Sealed(draft, records.project(record), canonical, records.leaf_hash(canonical))


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


def place_of(record_id: str, name: str) -> str:
    """Return the place to which a ciphertext is bound: `name` is prompt or completion."""
    return f"{record_id}\n{name}"


def _text(text: str | None) -> str | None:
    return None if text is None else printable(text, _LONG_CHARS_MAX)


def _word(text: str) -> str:
    """Return a rule or CWE name as printable ASCII without spaces."""
    return "".join(letter if "!" <= letter <= "~" else "_" for letter in text[:_SHORT_CHARS_MAX]) or "_"


def _encrypted(key: DataKey, text: str | None, place: str) -> tuple[bytes | None, records.SealedText | None]:
    if text is None:
        return None, None
    return key.encrypt(text, place)


def _caller(caller: Caller | None, names: _Names) -> records.RecordedCaller | None:
    if caller is None:
        return None
    return records.RecordedCaller(
        subject=names.of("subject", caller.subject) or "",
        token=names.of("token", caller.token_id) or "",
        issuer=printable(caller.issuer, _SHORT_CHARS_MAX),
        profile=printable(caller.profile, _SHORT_CHARS_MAX),
        roles=tuple(sorted(role.value for role in caller.roles)),
    )


def _model(event: Event, key: DataKey) -> records.RecordedModel | None:
    if event.model_id is None and event.sampling is None:
        return None
    asked = event.sampling or Sampling()
    stop = key.commitment(json.dumps(asked.stop).encode()) if asked.stop else None
    return records.RecordedModel(
        id=_text(event.model_id) or "",
        revision=_text(event.model_revision) or "",
        tokens_max=asked.tokens_max if event.sampling else None,
        temperature=_number(asked.temperature),
        top_p=_number(asked.top_p),
        top_k=asked.top_k,
        repetition_penalty=_number(asked.repetition_penalty),
        seed=_number(asked.seed),
        stop=stop,
    )


def _number(value: float | None) -> str | None:
    return None if value is None else repr(value)


def _evidence(event: Event) -> tuple[records.RecordedEvidence, ...]:
    return tuple(
        records.RecordedEvidence(
            engine=item.engine.value,
            version=printable(item.version, _SHORT_CHARS_MAX),
            rules_digest=printable(item.rules_digest, _SHORT_CHARS_MAX),
            proof=printable(item.proof, _SHORT_CHARS_MAX),
            duration_us=round(item.duration_ms * 1000),
        )
        for item in event.evidence
    )


def _finding(finding: Finding) -> records.RecordedFinding:
    return records.RecordedFinding(
        rule=_word(finding.rule),
        engine=finding.engine.value,
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        cwe=tuple(_word(cwe) for cwe in finding.cwe),
        line=finding.span.line,
        column=finding.span.column,
        end_line=finding.span.end_line,
        end_column=finding.span.end_column,
        capability=_text(finding.capability),
    )


def _failure(event: Event) -> records.RecordedFailure | None:
    if event.failure_kind is None and event.failure_reason is None:
        return None
    return records.RecordedFailure(kind=_text(event.failure_kind) or "", reason=_text(event.failure_reason) or "")


def _details(findings: Sequence[Finding]) -> tuple[tuple[str, int], ...]:
    """Say how many findings did not fit."""
    dropped = len(findings) - _FINDINGS_MAX
    return (("findings_dropped", dropped),) if dropped > 0 else ()
