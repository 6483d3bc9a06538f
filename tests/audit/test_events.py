"""Events for other systems say what the record says, and nothing in a record can forge a field or a line of them."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import cef, ocsf
from audit.events import Gravity, Placed, document, gravity, kind_and_line
from audit.record import Kind, Record, RecordedFailure, RecordInvalid, canonical, encode, leaf_hash
from tests.audit.test_record import a_record, records, texts

hostile = st.text(st.sampled_from(list("|=\\\n\r \t\0\x1b\x85\u2028\u202eab")), max_size=30) | texts
hostile_records = st.builds(
    lambda record, route, client, reason, repository, tenant: replace(
        record,
        route=route,
        client=client,
        failure=RecordedFailure(kind=reason, reason=reason),
        repository=repository,
        tenant=tenant,
    ),
    *(records, hostile, hostile, hostile, hostile, hostile),
)
_KEY = re.compile(r"(?:^| )([A-Za-z0-9]+)=")
_HEADERS = 7


def _split(line: str) -> tuple[list[str], dict[str, str]]:
    """Read a line as a collector does: header by unescaped bars, extension by keys before an unescaped equals sign."""
    parts = re.split(r"(?<!\\)(?:\\\\)*\|", line, maxsplit=_HEADERS)
    extension = parts[_HEADERS]
    starts = [one for one in _KEY.finditer(extension) if not extension[: one.end() - 1].endswith("\\")]
    ends = [one.start() for one in starts[1:]] + [len(extension)]
    pairs = [(one[1], extension[one.end() : end]) for one, end in zip(starts, ends, strict=True)]
    assert len(pairs) == len(dict(pairs)), line
    return parts[:_HEADERS], dict(pairs)


def _plain(value: str) -> str:
    known = {"n": "\n", "r": "\r"}
    return re.sub(r"\\(.)", lambda one: known.get(one[1], one[1]), value)


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter in "\n\r" else "?" for letter in text)


@settings(max_examples=200, deadline=None)
@given(hostile_records, hostile)
def test_no_field_of_cef_forges_another(record: Record, origin: str) -> None:
    """Whatever a field holds, the line stays one line, its header has seven fields, and each value reads back."""
    line = cef.render(Placed(record, origin, 7))
    header, extension = _split(line)

    assert line.isprintable()
    assert ["CEF:0", "code-model-gateway", "code-model-gateway", "1", record.kind.value] == header[:5]
    assert "7" == extension["cn1"]
    assert _shown(record.route) == _plain(extension.get("request", ""))
    assert _shown(record.client) == _plain(extension.get("requestClientApplication", ""))
    assert _shown(record.tenant) == _plain(extension.get("deviceFacility", ""))
    assert _shown(origin) == _plain(extension.get("cs1", ""))


@settings(max_examples=200, deadline=None)
@given(hostile_records, hostile)
def test_a_line_is_the_document_whatever_a_record_holds(record: Record, origin: str) -> None:
    """The short way to a line says what the long way says, in printable ASCII."""
    encoded = canonical(record)
    kind, line = kind_and_line(encoded, origin, 7)

    assert json.dumps(document(Placed(record, origin, 7)), separators=(",", ":"), ensure_ascii=True) == line
    assert record.kind.value == kind
    assert line.isascii()
    assert line.isprintable()


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"[]",
        b"{}",
        b'{"version":1}',
        canonical(a_record()).replace(b'"version":1', b'"version":2'),
        canonical(a_record()).replace(b'"kind":"completion"', b'"kind":"surprise"'),
        canonical(a_record()).replace(b'"version":1', b'"version":1,"version":1'),
    ],
)
def test_a_line_is_made_of_a_record_alone(forged: bytes) -> None:
    """Bytes of no known version are refused, as the record's own reader refuses them."""
    with pytest.raises(RecordInvalid):
        kind_and_line(forged, "log", 7)


def test_a_forged_record_of_two_lines_is_one_line() -> None:
    """Who holds the writer's login may write JSON in another form: it still ends no line."""
    forged = canonical(a_record()).replace(b'"version":1', b'"version":\n1\t')
    _, line = kind_and_line(forged, "log", 7)

    assert line.isprintable()
    assert json.loads(forged) == json.loads(line)["record"]
    assert leaf_hash(forged).hex() == json.loads(line)["leaf"]


@settings(max_examples=100, deadline=None)
@given(hostile_records)
def test_ocsf_has_what_the_class_requires_and_the_whole_record(record: Record) -> None:
    """Every event of class 6003 has its required attributes, and the record can be read out of it again."""
    event = ocsf.render(Placed(record, "gateway.internal/log/acme", 3))

    required = {"activity_id", "category_uid", "class_uid", "type_uid", "severity_id", "time", "metadata"}
    assert required | {"actor", "api", "src_endpoint"} <= set(event)
    assert (6, 6003, True) == (event["category_uid"], event["class_uid"], event["status_id"] == 2)
    assert event["unmapped"] == document(Placed(record, "gateway.internal/log/acme", 3))
    read = json.loads(json.dumps(event))
    assert canonical(record) == encode(read["unmapped"]["record"])
    assert leaf_hash(canonical(record)).hex() == read["raw_data_hash"]["value"]
    assert 3 == read["metadata"]["sequence"]


def test_a_completion_in_ocsf_is_an_operation_of_the_model() -> None:
    """Decision, model and context have their own attributes."""
    event = ocsf.render(Placed(replace(a_record(), kind=Kind.COMPLETION, decision="block", client="ide")))

    assert (600301, "Denied", "Blocked") == (event["type_uid"], event["action"], event["disposition"])
    assert {"uid": event["unmapped"]["record"]["request_id"], "ai_role_id": 2} == {  # type: ignore[index,call-overload]
        key: value
        for key, value in event["message_context"].items()  # type: ignore[union-attr]
        if key in {"uid", "ai_role_id"}
    }
    assert "sequence" not in event["metadata"]  # type: ignore[operator]


def test_many_denials_in_one_record_say_how_many() -> None:
    """An aggregated record has OCSF's count, begin and end, and CEF's."""
    details = (("count", 12), ("from_us", 5_000_000), ("to_us", 65_000_000))
    record = replace(a_record(), kind=Kind.DENIAL, details=details, findings=(), caller=None, client="")
    event = ocsf.render(Placed(record))

    assert (12, 5000, 65_000, 60_000) == tuple(event[key] for key in ("count", "start_time", "end_time", "duration"))
    assert {"app_name": "code-model-gateway"} == event["actor"]
    assert " cnt=12 start=5000 end=65000 " in cef.render(Placed(record))
    assert Gravity.MEDIUM is gravity(record)
