"""The record format: one byte form, and nothing else is accepted."""

import hashlib
import json
import subprocess
import sys
import uuid
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.record import (
    Json,
    Kind,
    Record,
    RecordedCaller,
    RecordedEvidence,
    RecordedFailure,
    RecordedFinding,
    RecordedModel,
    RecordInvalid,
    SealedText,
    canonical,
    encode,
    leaf_hash,
    parse,
    project,
)

REQUEST_ID = "0192e6b0-aaaa-7bbb-8ccc-000000000001"
RECORD_ID = "0192e6b0-aaaa-7bbb-8ccc-000000000002"
WRITER = "0192e6b0-aaaa-7bbb-8ccc-000000000003"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.from_regex(r"[!-~]{1,20}", fullmatch=True)
counts = st.integers(0, 2**53 - 1)
maybe_texts = st.none() | texts
ids = st.uuids().map(str)
ids7 = st.uuids().map(lambda one: str(uuid.UUID(int=(one.int & ~(0xF << 76)) | (7 << 76))))
keys = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
callers = st.builds(
    RecordedCaller, subject=texts, token=texts, issuer=texts, profile=texts, roles=st.lists(texts).map(tuple)
)
models = st.builds(RecordedModel, id=texts, revision=texts, tokens_max=st.none() | counts, stop=maybe_texts)
findings = st.builds(
    RecordedFinding,
    rule=words,
    engine=texts,
    severity=texts,
    confidence=texts,
    cwe=st.lists(words, max_size=2).map(tuple),
    line=counts,
    column=counts,
    end_line=counts,
    end_column=counts,
    capability=maybe_texts,
)
evidence = st.builds(RecordedEvidence, engine=texts, version=texts, rules_digest=texts, proof=texts, duration_us=counts)
records = st.builds(
    Record,
    record_id=ids7,
    time_us=counts,
    writer=ids,
    sequence=st.integers(1, 2**53 - 1),
    kind=st.sampled_from(Kind),
    request_id=ids7,
    candidate=counts,
    tenant=texts,
    key_id=st.just("") | ids,
    caller=st.none() | callers,
    address=maybe_texts,
    client=texts,
    repository=maybe_texts,
    path=maybe_texts,
    model=st.none() | models,
    evidence=st.lists(evidence, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    decision=maybe_texts,
    reasons=st.lists(texts, max_size=2).map(tuple),
    prompt=st.none() | st.builds(SealedText, ciphertext_sha256=texts, commitment=texts),
    failure=st.none() | st.builds(RecordedFailure, kind=texts, reason=texts),
    parts_us=st.dictionaries(keys, counts, max_size=2).map(lambda parts: tuple(sorted(parts.items()))),
    details=st.dictionaries(keys, st.none() | st.booleans() | counts | texts, max_size=2).map(
        lambda parts: tuple(sorted(parts.items()))
    ),
    links=st.lists(texts, max_size=2).map(tuple),
)


def a_record() -> Record:
    """Return a small record."""
    finding = RecordedFinding(
        rule="a.rule",
        engine="semgrep",
        severity="high",
        confidence="low",
        cwe=("CWE-89",),
        line=1,
        column=1,
        end_line=1,
        end_column=9,
    )
    return Record(
        record_id=RECORD_ID,
        time_us=1_700_000_000_000_000,
        writer=WRITER,
        sequence=1,
        kind=Kind.COMPLETION,
        request_id=REQUEST_ID,
        findings=(finding,),
        parts_us=(("scan", 5),),
    )


@given(records)
@settings(max_examples=60, deadline=None)
def test_a_record_survives_its_bytes(record: Record) -> None:
    """Parse is the inverse of canonical, for every record."""
    content = canonical(record)

    assert record == parse(content)
    assert content == canonical(parse(content))


@given(records)
@settings(max_examples=30, deadline=None)
def test_the_bytes_are_what_rfc_8785_says(record: Record) -> None:
    """Sorted keys, no spaces, no escapes but the necessary ones, UTF-8."""
    content = canonical(record)
    document = json.loads(content)

    assert content == json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert 1 == document["version"]


@given(records, st.data())
@settings(max_examples=40, deadline=None)
def test_any_other_byte_is_another_leaf_or_no_record(record: Record, data: st.DataObject) -> None:
    """A flipped byte is either refused or changes the leaf: it never passes for the same record."""
    content = bytearray(canonical(record))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    try:
        changed = parse(bytes(content))
    except RecordInvalid:
        return

    assert changed != record
    assert leaf_hash(bytes(content)) != leaf_hash(canonical(record))


def test_the_leaf_is_rfc_6962s() -> None:
    """SHA-256 over a zero byte and the canonical bytes."""
    content = canonical(a_record())

    assert hashlib.sha256(b"\x00" + content).digest() == leaf_hash(content)


def test_version_1_does_not_drift() -> None:
    """The bytes of a known record never change: old leaves must verify for ever."""
    expected = "c53275eeb37f885a3c13f7c6619bc666179e3987cc648ee7f4ab557ca0ac411f"

    assert expected == leaf_hash(canonical(a_record())).hex()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"version":1', b'"version":2'),
        (b'"version":1', b'"version":true'),
        (b'"version":1', b'"version":"1"'),
        (b'"line":1,', b'"line":1.0,'),
        (b'"line":1,', b'"line":1e0,'),
        (b'"line":1,', b'"line":true,'),
        (b'"line":1,', b'"line":NaN,'),
        (b'"line":1,', b'"line":9007199254740992,'),
        (b'"line":1,', b'"line":' + b"9" * 5000 + b","),
        (b'"line":1,', b""),
        (b'"line":1,', b'"line":1,"line":1,'),
        (b'"line":1,', b'"line": 1,'),
        (b'"sequence":1', b'"sequence":0'),
        (b'"sequence":1', b'"sequence":-1'),
        (b'"kind":"completion"', b'"kind":"surprise"'),
        (b'"kind":"completion"', b'"kind":["completion"]'),
        (b'"tenant":""', b'"tenant":null'),
        (b'"tenant":""', b'"tenant":"\\u0061"'),
        (b'"tenant":""', b'"tenant":"\\ud800"'),
        (b'"tenant":""', b'"tenant":"\xff"'),
        (b'"tenant":""', b'"tenant":"","surprise":1'),
        (b'"links":[]', b'"links":{}'),
        (b'"links":[]', b'"links":[1]'),
        (b'"caller":null', b'"caller":{}'),
        (b'"details":{}', b'"details":[]'),
        (b'"details":{}', b'"details":{"a":[]}'),
        (b'"details":{}', '"details":{"ä":1}'.encode()),
        (b'"rule":"a.rule"', b'"rule":"a rule"'),
        (REQUEST_ID.encode(), REQUEST_ID.upper().encode()),
        (REQUEST_ID.encode(), b"0192e6b0-aaaa-4bbb-8ccc-000000000001"),
        (WRITER.encode(), b"somebody"),
    ],
)
def test_bytes_that_are_no_record(old: bytes, new: bytes) -> None:
    """Unknown versions, wrong types, other spellings: each is refused with RecordInvalid and nothing else."""
    content = canonical(a_record())
    assert old in content

    with pytest.raises(RecordInvalid):
        parse(content.replace(old, new, 1))


@pytest.mark.parametrize("content", [b"", b"[]", b"1", b"null", b"{", b"\xff\xfe", b"{}", b"[" * 100_000, b"1" * 9999])
def test_bytes_that_are_nothing(content: bytes) -> None:
    """Garbage is refused, never a crash."""
    with pytest.raises(RecordInvalid):
        parse(content)


@given(st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_random_bytes_never_parse(content: bytes) -> None:
    """Nothing but RecordInvalid comes out."""
    with pytest.raises(RecordInvalid):
        parse(content)


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, -(2**53), "\ud800", b"x", (1,), {1: 2}, {"": 1}, {"a b": 1}, {"ä": 1}, [[1.0]]]
)
def test_values_without_canonical_form(value: Json) -> None:
    """What two implementations could print differently is refused."""
    with pytest.raises(RecordInvalid):
        encode(value)


def test_unsorted_pairs_are_refused() -> None:
    """Two spellings of the same record would be two leaves."""
    with pytest.raises(RecordInvalid):
        canonical(replace(a_record(), parts_us=(("b", 1), ("a", 1))))
    with pytest.raises(RecordInvalid):
        canonical(replace(a_record(), details=(("a", 1), ("a", 2))))


def test_the_projection_has_the_records_words() -> None:
    """Rules and CWEs are sorted and unique."""
    record = a_record()
    columns = project(replace(record, findings=record.findings * 3, failure=RecordedFailure(kind="x", reason="y")))

    assert (("a.rule",), ("CWE-89",), "x") == (columns.rules, columns.cwes, columns.failure_kind)
    assert {"caller", "decision"} < {item.name for item in fields(columns)}


def test_the_format_needs_only_the_standard_library() -> None:
    """An auditor can read a record with a bare Python."""
    code = "import sys, audit.record; print(sorted({m.split('.')[0] for m in sys.modules} - sys.stdlib_module_names))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own code

    assert done.stdout in {"['__main__', 'audit']\n", "['audit']\n"}
