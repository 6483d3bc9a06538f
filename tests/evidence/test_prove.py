"""`gateway-audit prove --gateway`: a record, or that the log only grew, with what proves it, each on record."""

import asyncio
import json
from pathlib import Path

import httpx2
import psycopg
import pytest

from audit.__main__ import main
from audit.checkpoint import origin_of
from audit.encoding import encoded
from audit.merkle import root_hash
from audit.proof import ConsistencyProof, InclusionProof, parse_consistency
from audit.record import leaf_hash, parse
from gateway.ledger.log_settings import LogSettings
from tests.audit.signing import checkpoint_note
from tests.evidence.conftest import PATIENCE_S, SIGNER, Archive, serving
from tests.evidence.test_remote import gateway
from tests.evidence.test_remote import token_file as token_file  # noqa: PLC0414  # a fixture

ORIGIN = origin_of(LogSettings().origin, "acme")
CONSISTENCY = "/v1/audit/consistency"
RECORD = "/v1/audit/record"
ID = "01930000-0000-7000-8000-000000000000"


@pytest.fixture
def token(tmp_path: Path) -> str:
    """Return the file with an auditor's token."""
    path = tmp_path / "auditor"
    path.write_text("auditor")
    return str(path)


@pytest.fixture
def key(tmp_path: Path) -> str:
    """Return the file with the log's keys."""
    path = tmp_path / "keys"
    path.write_text("\n".join(map(str, SIGNER.verifier_keys(ORIGIN))))
    return str(path)


async def prove(archive: Archive, token: str, *arguments: str) -> int:
    """Prove by the command that an auditor types, over a real socket."""
    async with serving(archive) as url:
        command = ["prove", "--gateway", url, "--token-file", token, *arguments]
        return await asyncio.wait_for(asyncio.to_thread(main, command), PATIENCE_S)


def _kept(folder: Path, answer: httpx2.Response) -> str:
    (folder / "older").write_bytes(answer.content)
    return str(folder / "older")


async def test_a_record_is_proven_through_the_gateway(archive: Archive, token: str, tmp_path: Path) -> None:
    """The files are those that the database gives, and the log shows who took them."""
    ids = [await archive.complete() for _ in range(3)]
    await archive.sequence(6)
    out = tmp_path / "record"

    assert 0 == await prove(archive, token, "--request-id", ids[1], "--out", str(out))
    past = ["prove", "--database", archive.urls.reader, "--request-id", ids[1], "--out", str(tmp_path / "past")]
    assert 0 == await asyncio.to_thread(main, past)

    for ending in (".json", ".tlog-proof"):
        assert (tmp_path / f"past{ending}").read_bytes() == (tmp_path / f"record{ending}").read_bytes()
    assert ids[1] == parse((tmp_path / "record.json").read_bytes()).request_id
    (shown,) = (dict(record.details) for record in archive.recorded("export"))
    assert ("record", ids[1], 1) == tuple(shown[name] for name in ("form", "request_id", "count"))


async def test_the_log_is_proven_to_have_only_grown(
    archive: Archive, token: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a checkpoint that was kept to the newest one, or to one between; offline, the files prove it again."""
    await archive.complete()
    await archive.sequence(2)
    older = _kept(tmp_path, await archive.get("/log/acme/checkpoint"))
    await archive.complete()
    await archive.sequence(4)
    await archive.complete()
    await archive.sequence(6)
    out = str(tmp_path / "grown")

    assert 0 == await prove(archive, token, "--older", older, "--out", out)
    assert 0 == main(
        ["checkpoint", f"{out}.checkpoint", "--key", key, "--older", older, "--proof", f"{out}.consistency"]
    )
    assert 0 == await prove(archive, token, "--older", older, "--to", "4", "--out", str(tmp_path / "four"))
    past = ["prove", "--database", archive.urls.reader, "--older", older, "--out", str(tmp_path / "past")]
    assert 0 == await asyncio.to_thread(main, past)
    assert 1 == main(["checkpoint", older, "--key", key, "--older", older, "--proof", f"{out}.consistency"])

    said = capsys.readouterr()
    assert "of 6 records continues the older one of 2" in said.out
    assert "of 4 records continues the older one of 2" in said.out
    assert "break-glass" in said.err
    shown = [dict(record.details) for record in archive.recorded("export")]
    assert [("consistency", "2", "6", 0), ("consistency", "2", "4", 0)] == [
        tuple(one[name] for name in ("form", "from", "to", "count")) for one in shown
    ]


async def test_a_history_that_was_rewritten_is_found_out(
    archive: Archive, token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kept checkpoint with another root; one of another log decides nothing."""
    await archive.complete()
    await archive.sequence(2)
    (tmp_path / "older").write_bytes(checkpoint_note(1, bytes(32), origin=ORIGIN))
    (tmp_path / "foreign").write_bytes(checkpoint_note(1, bytes(32)))
    out = ["--out", str(tmp_path / "grown")]

    assert 1 == await prove(archive, token, "--older", str(tmp_path / "older"), *out)
    assert 2 == await prove(archive, token, "--older", str(tmp_path / "foreign"), *out)

    said = capsys.readouterr().err
    assert "THE HISTORY WAS REWRITTEN: the proof does not lead to" in said
    assert "is of the log gateway.example/log/acme" in said
    assert not (tmp_path / "grown.consistency").exists()


async def test_a_record_that_was_changed_is_not_proven(archive: Archive, token: str, tmp_path: Path) -> None:
    """Whoever changed the database gets no proof for what it says now."""
    request_id = await archive.complete()
    await archive.sequence(2)
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE audit.record SET canonical = canonical || ' ' WHERE kind = 'completion'")

    assert 1 == await prove(archive, token, "--request-id", request_id, "--out", str(tmp_path / "record"))
    assert not (tmp_path / "record.json").exists()
    assert not (tmp_path / "record.tlog-proof").exists()


@pytest.mark.parametrize("path", [f"{RECORD}?request_id={ID}", f"{CONSISTENCY}?from=1"])
@pytest.mark.parametrize(("token", "status"), [("alice", 403), ("half", 403), ("stranger", 404), ("", 401)])
async def test_only_auditors_of_the_tenant_see_proofs(archive: Archive, path: str, token: str, status: int) -> None:
    """Other roles and other tenants get nothing, and no record says that they did."""
    await archive.complete()
    await archive.sequence(2)

    assert status == (await archive.get(path, token)).status_code
    assert [] == archive.recorded("export")


@pytest.mark.parametrize(
    ("query", "status"),
    [("from=3", 422), ("from=1&to=1", 422), ("from=2&to=9", 422), ("from=0", 400), ("to=2", 400), ("from=1&of=2", 400)],
)
async def test_sizes_that_nobody_signed_have_no_proof(archive: Archive, query: str, status: int) -> None:
    """Beyond the checkpoint, between two checkpoints, none at all."""
    await archive.complete()
    await archive.sequence(2)

    assert status == (await archive.get(f"{CONSISTENCY}?{query}")).status_code
    assert [] == archive.recorded("export")


async def test_nothing_is_proven_that_is_not_on_record(archive: Archive) -> None:
    """If it cannot be recorded, there is none."""
    request_id = await archive.complete()
    await archive.sequence(2)
    await archive.ledger.stop()
    answers = [await archive.get(RECORD, request_id=request_id), await archive.get(f"{CONSISTENCY}?from=1")]

    assert [503, 503] == [answer.status_code for answer in answers]
    assert not [answer for answer in answers if ORIGIN in answer.text]


def _record(**changes: object) -> dict[str, object]:
    canonical = json.dumps({"request_id": ID, "kind": "completion", "candidate": 0}).encode()
    leaf = leaf_hash(canonical)
    proof = InclusionProof(0, (), checkpoint_note(1, leaf)).text().decode()
    return {"record": encoded(canonical), "leaf": leaf.hex(), "proof": proof} | changes


ANSWERS: dict[str, tuple[int, object, int, str]] = {
    "the record": (200, _record(), 0, ""),
    "only its hash": (200, _record(record=None), 0, ""),
    "another record": (200, _record(record="e30="), 1, "is not in the tree"),
    "another leaf": (200, _record(leaf="00" * 32), 1, "is not in the tree"),
    "a short leaf": (200, _record(leaf="00"), 2, "not a gateway's proof"),
    "no base64": (200, _record(record="no base64"), 2, "not a gateway's proof"),
    "no proof": (200, _record(proof="none"), 2, "not a gateway's proof"),
    "no object": (200, [], 2, "not a gateway's proof"),
    "not there": (404, {"error": {"message": "There is no such record"}}, 1, "404: There is no such record"),
    "not permitted": (403, {"error": {"message": "Not permitted"}}, 2, "403: Not permitted"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_believed_as_far_as_they_prove(
    token_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A gateway that shows another record, or another leaf, proves nothing."""
    status, body, code, says = ANSWERS[name]
    out = ["--out", str(tmp_path / "out")]
    with gateway((status, body)) as (url, _):
        assert code == main(["prove", "--gateway", url, "--token-file", token_file, "--request-id", ID, *out])
    assert says in capsys.readouterr().err


def test_the_record_is_the_one_that_was_asked_for(
    token_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another record of the same log is no answer."""
    command = ["--token-file", token_file, "--request-id", ID, "--candidate", "1", "--out", str(tmp_path / "out")]
    with gateway((200, _record())) as (url, _):
        assert 1 == main(["prove", "--gateway", url, *command])
    assert "not the one that was asked for" in capsys.readouterr().err


def test_proofs_of_consistency_are_read_strictly(token_file: str, tmp_path: Path) -> None:
    """A file that is none, and wrong use, are said to be that."""
    note = checkpoint_note(1, root_hash([bytes(32)]))
    proof = ConsistencyProof(1, (), note)
    (tmp_path / "older").write_bytes(note)
    out = ["--older", str(tmp_path / "older"), "--out", str(tmp_path / "out"), "--token-file", token_file]

    assert proof == parse_consistency(proof.text())
    for content in (b"old 1\n", b"old x\n\n" + note, b"old 1\nAA==\n\n" + note, b"\xff\n\n" + note):
        with gateway((200, content)) as (url, _):
            assert 2 == main(["prove", "--gateway", url, *out])
    with gateway((200, proof.text())) as (url, _):
        assert 0 == main(["prove", "--gateway", url, *out])
    assert 2 == main(["prove", "--gateway", "http://127.0.0.1:1", *out, "--database", "postgresql://x/y"])
    (tmp_path / "older").write_bytes(b"none")
    assert 2 == main(["prove", "--gateway", "http://127.0.0.1:1", *out])
