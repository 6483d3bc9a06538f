"""
The values that flow through the gateway, in the order in which they come to be. All are frozen; a stage returns the
next one and never edits the last.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from audit.record import Kind


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class Role(StrEnum):
    """What a token's bearer may do."""

    DEVELOPER = "developer"
    CI = "ci"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    DECRYPTOR = "decryptor"
    OPERATOR = "operator"


class Grade(StrEnum):
    """A grade of a finding. Its members stand gravest first; this is the only order that they have."""

    @property
    def weight(self) -> int:
        """How grave it is: more is graver."""
        return self.weight_of(self)

    @classmethod
    def weight_of(cls, word: str) -> int:
        """Return how grave the grade is that a word names; 0 for an empty word, which is none."""
        members = list(cls)
        return len(members) - members.index(cls(word)) if word else 0

    def or_graver(self) -> list[Self]:
        """Return this grade and all that are graver."""
        return [grade for grade in type(self) if grade.weight >= self.weight]

    @classmethod
    def milder(cls, one: Self, other: Self) -> Self:
        """Return the less grave of two grades."""
        return min(one, other, key=cls.weight_of)


class Severity(Grade):
    """How bad a finding is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Confidence(Grade):
    """How sure an engine is of a finding."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Standing(StrEnum):
    """For whom there is a finding: what the data flow knows of it, and whose word that rests on."""

    FIRM = "firm"  # for everybody
    BY_NAME = "by-name"  # for none who believes the name of a function that says that it cleans or checks
    UNFOLLOWED = "unfollowed"  # for none who leaves it to the data flow, which has looked there and could say nothing
    REFUTED = "refuted"  # for nobody: it is graded low, and the message says why


class Engine(StrEnum):
    """Who found it. `api` and `packages` speak of the house's policy, the others of a weakness in the code."""

    SEMGREP = "semgrep"
    BANDIT = "bandit"
    DATAFLOW = "dataflow"
    TEXT = "text"
    SECRETS = "secrets"
    API = "api"
    PACKAGES = "packages"


class Action(StrEnum):
    """What is done with a candidate. Ordered from best to worst by `policy.rank`."""

    ALLOW = "allow"
    FLAG = "flag"
    TRIM = "trim"
    BLOCK = "block"


class Dialect(StrEnum):
    """Which protocol the caller speaks; fixes the form of answers and errors."""

    OPENAI = "openai"
    TGI = "tgi"
    NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, proven by address and token. `profile` names the policy profile that the token's claims choose."""

    subject: str
    tenant: str
    token_id: str
    issuer: str
    address: str
    client: str
    roles: frozenset[Role]
    profile: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the model is asked to choose tokens; None leaves the choice to the model server."""

    tokens_max: int = 256
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    repetition_penalty: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """
    What a proven caller asks for, in one form for all dialects.

    `request_id` is ours (UUIDv7). `language` is what the caller said, or None. `candidates` is 1..4.
    `prefix` and `suffix` are the caller's text with LF line ends; `crlf` remembers to restore CRLF at the edge.
    `modules` are the project's own, by the names under which code imports them.
    """

    request_id: str
    caller: Caller
    dialect: Dialect
    prefix: str
    suffix: str = ""
    model: str = ""
    language: str | None = None
    filepath: str | None = None
    repository: str | None = None
    branch: str | None = None
    candidates: int = 1
    crlf: bool = False
    sampling: Sampling = field(default_factory=Sampling)
    modules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent to the model: `text` is laid out for it; `prefix` and `suffix` are the context that was kept."""

    text: str
    prefix: str
    suffix: str
    language: str
    language_source: str
    filepath: str | None
    sampling: Sampling
    modules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generated:
    """What the model server answered, untouched. `finish_reason` is stop or length."""

    text: str
    finish_reason: str
    prompt_tokens: int
    completion_tokens: int
    model_id: str
    model_revision: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    One canonical text: what is scanned is what leaves.

    `obfuscation` is None, or the reason why the text reads differently to a compiler than to a scanner.
    """

    index: int
    text: str
    generated: Generated
    obfuscation: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the candidate's text: lines from 1, columns from 1 (in code points), end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One weakness or policy breach in the candidate's own text. `message` never quotes it.

    `standing` says for whom there is one.
    """

    rule: str
    engine: Engine
    severity: Severity
    confidence: Confidence
    cwe: tuple[str, ...]
    span: Span
    message: str
    remedy: str = ""
    capability: str | None = None
    standing: Standing = Standing.FIRM

    def refuted(self, message: str) -> Self:
        """Return it in the lowest grade, with a message that says why."""
        low = replace(self, severity=Severity.LOW, confidence=Confidence.LOW)
        return replace(low, message=message, standing=Standing.REFUTED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Proof that one engine ran over the text: its version, its rules' digest, and what it was seen to do."""

    engine: Engine
    version: str
    rules_digest: str
    proof: str
    duration_ms: float


@dataclass(frozen=True, slots=True)
class ScanReport:
    """
    What the engines say of one text.

    `text` is what was scanned: all of the candidate, or its head if a repair had to drop the tail (`dropped_chars`).
    `unscannable` is None, or why the text may not be trusted to the engines: obfuscated_text, misdeclared_language,
    unsupported_language, syntax, quarantined, too_large. A report without it holds evidence of every engine that its
    language needs.
    `boundaries` are the offsets (code points, ascending) at which `text` may be cut after a complete statement.
    """

    candidate: int
    text: str
    text_sha256: str
    language: str
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    policy_revision: str
    dropped_chars: int = 0
    unscannable: str | None = None
    detail: str = ""
    boundaries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What is done with one candidate, and why.

    `text` is what may be released: all, a safe head, or nothing. `reasons` are rule ids or unscannable reasons.
    """

    candidate: int
    action: Action
    text: str
    text_sha256: str
    report: ScanReport
    offences: tuple[Finding, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One thing that happened, in the auditor's words, before the ledger seals it into a record.

    Texts are plain here; the ledger encrypts them and keeps commitments, turns subject, address, path and branch into
    keyed pseudonyms, and adds id, time, writer and sequence number. `caller` is None when nobody was proven; `address`
    and `client` then say who knocked. `candidate` numbers the outcomes of one request, so (request_id, kind, candidate)
    is unique. `links` are ids of earlier records. `details` is what only this kind has; `hidden` is more of that,
    of which the record keeps only keyed commitments: it names people or tells of texts.
    """

    kind: Kind
    request_id: str
    candidate: int = 0
    caller: Caller | None = None
    address: str = ""
    client: str = ""
    dialect: str = ""
    route: str = ""
    repository: str | None = None
    filepath: str | None = None
    branch: str | None = None
    language: str | None = None
    language_source: str | None = None
    model_id: str | None = None
    model_revision: str | None = None
    sampling: Sampling | None = None
    policy_revision: str | None = None
    profile: str | None = None
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    decision: Action | None = None
    reasons: tuple[str, ...] = ()
    prompt: str | None = None
    completion: str | None = None
    released_sha256: str | None = None
    dropped_chars: int = 0
    failure_kind: str | None = None
    failure_reason: str | None = None
    parts_us: tuple[tuple[str, int], ...] = ()
    details: tuple[tuple[str, str | int], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as the database keeps it: only the ledger's wrapping key opens it. `owner` is a keyed digest."""

    id: str
    tenant: str
    owner: str
    month: dt.date
    writer: str
    wrapping_key_id: str
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedTexts:
    """The ciphertexts of one record, with the key that opens them; no key: it was destroyed by an erasure."""

    record_id: str
    prompt: bytes | None = field(repr=False)
    completion: bytes | None = field(repr=False)
    key: WrappedKey | None


@dataclass(frozen=True, slots=True)
class OpenedTexts:
    """The texts of one record in plain; None where the record has none."""

    record_id: str
    prompt: str | None = field(repr=False)
    completion: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for evidence, and by which request; `request_id` is ours."""

    request_id: str
    caller: Caller
    route: str


@dataclass(frozen=True, slots=True)
class Place:
    """Which record: the log's unique key."""

    request_id: str
    kind: str
    candidate: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    The ledger's signed promise that a record is durable. Only `gateway.ledger` makes one.

    `signature` is Ed25519 over `signed_bytes()`; it verifies with the ledger's public key, offline.
    """

    request_id: str
    record_id: str
    leaf_hash: str
    text_sha256: str
    policy_revision: str
    time_us: int
    key_id: str
    signature: bytes

    def signed_bytes(self) -> bytes:
        """Return the bytes under the signature: one line a field, in this order, with a leading format line."""
        fields = (self.request_id, self.record_id, self.leaf_hash, self.text_sha256, self.policy_revision)
        return "\n".join(("code-gateway-receipt-v1", *fields, str(self.time_us), self.key_id, "")).encode()


@dataclass(frozen=True, slots=True)
class Choice:
    """One released answer. `finish_reason` is stop, length or content_filter."""

    index: int
    text: str
    finish_reason: str
    decision: Decision
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Completion:
    """What leaves the gateway. Only `gateway.flow` makes one, out of receipts."""

    request: CompletionRequest
    choices: tuple[Choice, ...]
    action: Action
    model_id: str
    prompt_tokens: int
    completion_tokens: int
    parts_us: tuple[tuple[str, int], ...] = ()
