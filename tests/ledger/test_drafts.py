"""Whatever an event holds, it becomes a record: nothing that a caller sends keeps it out of the log."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.record import INTEGER_MAX, Kind, RecordInvalid, canonical, parse
from gateway.errors import LedgerUnavailable
from gateway.ledger import canonical as fast
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.seal import Sealer, new_id
from gateway.ledger.vault import Vault
from gateway.values import Action, Caller, Confidence, Engine, Event, Evidence, Finding, Role, Sampling, Severity, Span
from tests.ledger.support import KEYS, kinds, opening, outcome, rows, running_ledger

_WRITER = new_id()
_BEYOND = 2**80
_TEXT = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(["é" * 900, "\0\ud800", ',"x":1'])
_INTEGER = st.integers() | st.sampled_from([INTEGER_MAX + 1, -INTEGER_MAX - 1, 2**31, 10**5000, -(10**5000)])
_MAYBE_TEXT = st.none() | _TEXT
_MAYBE_FLOAT = st.none() | st.floats()
_CALLERS = st.builds(
    Caller,
    subject=_TEXT,
    tenant=_TEXT,
    token_id=_TEXT,
    issuer=_TEXT,
    address=_TEXT,
    client=_TEXT,
    roles=st.frozensets(st.sampled_from(Role)),
    profile=_TEXT,
)
_SAMPLINGS = st.builds(
    Sampling,
    tokens_max=_INTEGER,
    temperature=_MAYBE_FLOAT,
    top_p=_MAYBE_FLOAT,
    top_k=st.none() | _INTEGER,
    repetition_penalty=_MAYBE_FLOAT,
    seed=st.none() | _INTEGER,
    stop=st.tuples(_TEXT),
)
_FINDINGS = st.builds(
    Finding,
    rule=_TEXT,
    engine=st.sampled_from(Engine),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    cwe=st.tuples(_TEXT),
    span=st.builds(Span, _INTEGER, _INTEGER, _INTEGER, _INTEGER),
    message=_TEXT,
    capability=_MAYBE_TEXT,
)
_EVIDENCE = st.builds(
    Evidence,
    engine=st.sampled_from(Engine),
    version=_TEXT,
    rules_digest=_TEXT,
    proof=_TEXT,
    duration_ms=st.floats() | _INTEGER,
)
_EVENTS = st.builds(
    Event,
    kind=st.sampled_from(Kind),
    request_id=st.just(new_id()),
    candidate=_INTEGER,
    caller=st.none() | _CALLERS,
    address=_TEXT,
    client=_TEXT,
    dialect=_TEXT,
    route=_TEXT,
    repository=_MAYBE_TEXT,
    filepath=_MAYBE_TEXT,
    branch=_MAYBE_TEXT,
    language=_MAYBE_TEXT,
    language_source=_MAYBE_TEXT,
    model_id=_MAYBE_TEXT,
    model_revision=_MAYBE_TEXT,
    sampling=st.none() | _SAMPLINGS,
    policy_revision=_MAYBE_TEXT,
    profile=_MAYBE_TEXT,
    evidence=st.lists(_EVIDENCE, max_size=2).map(tuple),
    findings=st.lists(_FINDINGS, max_size=2).map(tuple),
    decision=st.none() | st.sampled_from(Action),
    reasons=st.tuples(_TEXT),
    prompt=_MAYBE_TEXT,
    completion=_MAYBE_TEXT,
    released_sha256=st.none() | st.just("a" * 64),
    dropped_chars=_INTEGER,
    failure_kind=_MAYBE_TEXT,
    failure_reason=_MAYBE_TEXT,
    parts_us=st.lists(st.tuples(_TEXT | st.just("sequence"), _INTEGER), max_size=3).map(tuple),
    details=st.lists(st.tuples(_TEXT, _TEXT | _INTEGER), max_size=3).map(tuple),
    hidden=st.lists(st.tuples(_TEXT, _TEXT), max_size=2).map(tuple),
    links=st.tuples(_TEXT),
)


def sealer() -> Sealer:
    """Return a sealer with keys of its own."""
    return Sealer(Vault(KEYS, _WRITER, 10), _WRITER)


@settings(max_examples=100, deadline=None)
@given(event=_EVENTS, sequence=st.integers(1, INTEGER_MAX))
def test_every_event_becomes_a_record(event: Event, sequence: int) -> None:
    """Any texts and numbers give bytes that the auditor's parser takes, with the sequence number in its place."""
    made = sealer()
    draft = made.draft(event)
    sealed = made.number(draft, sequence)

    assert replace(draft.record, sequence=sequence) == parse(sealed.canonical)
    assert canonical(replace(draft.record, sequence=sequence)) == sealed.canonical


def test_a_text_that_is_none_is_no_record() -> None:
    """The fast encoder refuses what the auditor's refuses; nothing that was fitted into the format is such a text."""
    record = replace(sealer().draft(opening()).record, client="\ud800")
    for encode in (canonical, fast.canonical):
        with pytest.raises(RecordInvalid, match="surrogate"):
            encode(record)


def test_only_the_records_own_sequence_is_numbered() -> None:
    """Parts that are called like the record's own fields keep their values."""
    made = sealer()
    draft = made.draft(opening(parts_us=(("a", 0), ("sequence", 1), ("tenant", 2)), route=',"sequence":1,"tenant":'))

    assert replace(draft.record, sequence=77) == parse(made.number(draft, 77).canonical)


def test_what_was_clamped_stands_in_the_details() -> None:
    """A number that the format cannot hold is kept as text beside the nearest one that it can."""
    record = sealer().draft(opening(candidate=-1, sampling=Sampling(top_k=_BEYOND, seed=10**5000))).record

    assert (("candidate_given", "-1"), ("top_k_given", str(_BEYOND))) == record.details
    assert record.model is not None
    assert (0, INTEGER_MAX, "2^16609 or beyond") == (record.candidate, record.model.top_k, record.model.seed)


@pytest.mark.parametrize(
    "event",
    [
        opening(request_id="not an id"),
        opening(request_id="00000000-0000-4000-8000-000000000000"),
        outcome(opening(), released_sha256="é\ud800"),
        outcome(opening(), released_sha256="ab cd"),
    ],
)
def test_what_the_gateway_itself_must_have_right_is_refused(event: Event) -> None:
    """An id or a hash of our own making that is none stops the attempt; the error quotes nothing."""
    with pytest.raises(LedgerUnavailable, match="cannot be a record"):
        sealer().draft(event)


async def test_odd_numbers_are_stored(ledger_database: LedgerUrls) -> None:
    """Requests whose numbers no column and no JSON can hold are in the log, with their outcome."""
    first = opening(sampling=Sampling(top_k=_BEYOND, tokens_max=-_BEYOND, seed=_BEYOND))
    async with running_ledger(ledger_database.writer) as ledger:
        async with ledger.attempt(first) as attempt:
            await attempt.conclude([outcome(first, candidate=_BEYOND, dropped_chars=_BEYOND)])

        assert ["request", "completion"] == kinds(ledger_database.owner)
        assert 0 == ledger.lost_count


async def test_an_event_that_cannot_be_a_record_is_a_loss(ledger_database: LedgerUrls) -> None:
    """Whether noted, opened or concluded, it is counted, and the attempt that it ends has its failure."""
    first = opening()

    async def ask(ledger: PostgresLedger) -> None:
        async with ledger.attempt(first) as attempt:
            await attempt.conclude([outcome(first, released_sha256="none")])

    async with running_ledger(ledger_database.writer) as ledger:
        with pytest.raises(LedgerUnavailable, match="released_sha256"):
            await ask(ledger)
        await ledger.note(opening(request_id="not an id"))
        await ledger.probe()

        assert 2 == ledger.lost_count
    assert {"request", "failure", "gap"} == set(kinds(ledger_database.owner))
    lost = [parse(row["canonical"]).details for row in rows(ledger_database.owner) if row["kind"] == "gap"]

    assert 2 == sum(int(dict(details)["lost_count"] or 0) for details in lost)
