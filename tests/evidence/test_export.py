"""`GET /v1/audit/export` and `gateway-audit export --gateway`: recorded first, streamed, signed, verified offline."""

import asyncio
import csv
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.__main__ import main
from audit.bundle import CHECKPOINT, MANIFEST, SIGNATURE, Manifest, read_manifest
from audit.checkpoint import origin_of
from audit.finding import Extent
from gateway.evidence import EvidenceSettings, NoEvidence
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.values import Asked
from tests.evidence.conftest import CALLERS, PATIENCE_S, Archive, archive_on, serving
from tests.evidence.test_remote import gateway
from tests.http.conftest import site
from tests.ledger.support import KEYS, request_id

ORIGIN = origin_of(LogSettings().origin, "acme")
EXPORT = "/v1/audit/export"


@pytest.fixture
def key(tmp_path: Path) -> str:
    """Return the file with the log's public key."""
    path = tmp_path / "signing.pub"
    path.write_bytes(KEYS.signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return str(path)


@pytest.fixture
def token(tmp_path: Path) -> str:
    """Return the file with an auditor's token."""
    path = tmp_path / "token"
    path.write_text("auditor")
    return str(path)


async def take(archive: Archive, token: str, out: Path, *arguments: str) -> int:
    """Export by the command that an auditor types, over a real socket."""
    async with serving(archive) as url:
        command = ["export", "--gateway", url, "--token-file", token, "--out", str(out), *arguments]
        return await asyncio.wait_for(asyncio.to_thread(main, command), PATIENCE_S)


async def filled(archive: Archive, count: int = 3) -> list[str]:
    """Record and sign some completions; return their request ids."""
    ids = [await archive.complete() for _ in range(count)]
    await archive.sequence(2 * count)
    return ids


def asked() -> Asked:
    """Return who asks, without the edge."""
    return Asked(request_id(), CALLERS["auditor"], EXPORT)


async def begun(archive: Archive) -> AsyncGenerator[bytes]:
    """Begin an export of everything, without the edge."""
    return await archive.evidence.export(asked(), Extent())


async def test_a_whole_log_is_taken_and_verified(
    archive: Archive, key: str, token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log shows who took what, the bundle names that record, and the log's key signed all of it."""
    await filled(archive)
    out = tmp_path / "export"

    assert 0 == await take(archive, token, out, "--format", "csv")
    assert 0 == main(["verify", str(out), "--key", key, "--signed"])

    (record,) = archive.recorded("export")
    manifest = read_manifest(out)
    shown = dict(record.details)
    assert (record.request_id, "auditor@example.com", 6) == (manifest.recorded, manifest.actor, manifest.count)
    assert ("bundle", "range", 6, "0", "6") == tuple(shown[name] for name in ("form", "scope", "count", "from", "to"))
    with (out / "records.csv").open(newline="") as file:
        assert 6 == len(list(csv.DictReader(file)))
    printed = capsys.readouterr().out
    assert f"on record as request {record.request_id}" in printed
    assert f"the manifest is signed by {ORIGIN}: exported by auditor@example.com" in printed
    assert "not signed for: records.csv" in printed


async def test_a_range_and_a_selection_are_taken_and_verified(
    archive: Archive, key: str, token: str, tmp_path: Path
) -> None:
    """Each verifies by itself; a name that was asked for is on record as a commitment only."""
    await filled(archive, 5)

    assert 0 == await take(archive, token, tmp_path / "range", "--from", "3", "--to", "7")
    assert 0 == await take(archive, token, tmp_path / "found", "--decision", "flag", "--caller", "alice@example.com")
    assert 1 == await take(archive, token, tmp_path / "none", "--rule", "no.such.rule")

    for name in ("range", "found"):
        assert 0 == main(["verify", str(tmp_path / name), "--key", key, "--signed"])
    part, found = read_manifest(tmp_path / "range"), read_manifest(tmp_path / "found")
    assert (3, 7, 4, 2, 2) == (part.start, part.end, part.count, len(part.left), len(part.right))
    assert ("selection", 5, "flag") == (found.scope, found.count, found.query["decision"])
    _, record, _ = archive.recorded("export")
    assert "alice@example.com" not in str(record)
    assert "flag" == dict(record.details)["decision"]


async def test_pages_make_one_bundle(
    archive: Archive, key: str, token: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the size of a page."""
    monkeypatch.setattr("gateway.evidence.exports._PAGE_LEAVES", 3)
    monkeypatch.setattr("gateway.evidence.exports._PAGE_PLACES", 2)
    await filled(archive, 4)

    assert 0 == await take(archive, token, tmp_path / "all")
    assert 0 == await take(archive, token, tmp_path / "found", "--kind", "completion")
    for name in ("all", "found"):
        assert 0 == main(["verify", str(tmp_path / name), "--key", key, "--signed"])
    assert [8, 4] == [read_manifest(tmp_path / name).count for name in ("all", "found")]


async def test_nothing_leaves_that_is_not_on_record(archive: Archive) -> None:
    """If the export cannot be recorded, there is none."""
    await filled(archive, 1)
    await archive.ledger.stop()
    answer = await archive.get(EXPORT)

    assert (503, "audit_unavailable") == (answer.status_code, answer.json()["error"]["code"])
    assert ORIGIN not in answer.text


@pytest.mark.parametrize(("token", "status"), [("alice", 403), ("half", 403), ("stranger", 404), ("", 401)])
async def test_only_auditors_of_the_tenant_export(archive: Archive, token: str, status: int) -> None:
    """Other roles and other tenants get nothing, and no record says that they did."""
    await filled(archive, 1)

    assert status == (await archive.get(EXPORT, token)).status_code
    assert [] == archive.recorded("export")


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"from": "2"}, 422),
        ({"to": "3"}, 422),
        ({"from": "1", "to": "1"}, 422),
        ({"from": "-1"}, 400),
        ({"from": "1", "decision": "flag"}, 400),
        ({"tenant": "other"}, 400),
        ({"limit": "1"}, 400),
        ({"decision": "maybe"}, 400),
    ],
    ids=str,
)
async def test_what_cannot_be_exported_is_said(archive: Archive, parameters: dict[str, str], status: int) -> None:
    """With the reason, and without a record of an export that never was."""
    await filled(archive, 1)
    answer = await archive.get(EXPORT, **parameters)

    assert status == answer.status_code
    assert [] == archive.recorded("export")


async def test_an_export_has_a_size(ledger_database: LedgerUrls) -> None:
    """More than is allowed at once is refused, by range and by search; less is given."""
    settings = EvidenceSettings(url=ledger_database.reader, export_records_max=2)
    async with archive_on(ledger_database, settings) as archive:
        await filled(archive)
        answers = [
            await archive.get(EXPORT, **parameters)
            for parameters in (dict[str, str](), {"kind": "completion"}, {"to": "2"})
        ]

    assert [422, 422, 200] == [answer.status_code for answer in answers]
    assert "at most 2 records" in answers[0].text


async def test_few_run_at_once_and_whoever_leaves_frees_the_place(archive: Archive) -> None:
    """The second is told to come again; after the first one hung up, or was never read, there is room."""
    await filled(archive)
    async with aclosing(await begun(archive)) as pieces:
        await anext(pieces)
        refused = await archive.get(EXPORT)

        assert (429, "30") == (refused.status_code, refused.headers["retry-after"])
    await asyncio.wait_for(_until_free(archive), PATIENCE_S)

    assert 200 == (await archive.get(EXPORT)).status_code


async def test_an_export_that_nobody_reads_frees_its_place(archive: Archive) -> None:
    """The answer was never begun."""
    await filled(archive, 1)
    await begun(archive)
    await asyncio.wait_for(_until_free(archive), PATIENCE_S)

    assert 200 == (await archive.get(EXPORT)).status_code


async def _until_free(archive: Archive) -> None:
    while archive.evidence.exports.running:  # noqa: ASYNC110  # the loop itself finalises the generator
        await asyncio.sleep(0)


async def test_a_reader_who_stands_still_is_cut_off(ledger_database: LedgerUrls) -> None:
    """After `export_s_max` the task that sends is ended, and the place is free."""
    settings = EvidenceSettings(url=ledger_database.reader, export_s_max=1)
    async with archive_on(ledger_database, settings) as archive:
        await filled(archive, 1)

        async def stand_still() -> None:
            async for _ in await begun(archive):
                await asyncio.Event().wait()

        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(asyncio.create_task(stand_still()), PATIENCE_S)
        await asyncio.wait_for(_until_free(archive), PATIENCE_S)


async def test_what_breaks_off_is_no_bundle(
    archive: Archive, token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record that does not belong to its leaf ends the stream with the reason, and the folder has no manifest."""
    await filled(archive)
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE audit.record SET leaf = sha256(leaf) WHERE kind = 'completion'")

    assert 2 == await take(archive, token, tmp_path / "export")
    assert "the table was tampered with" in capsys.readouterr().err
    assert not (tmp_path / "export" / MANIFEST).exists()


async def test_a_leaf_that_is_missing_is_said(
    archive: Archive, key: str, token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is left is exported and signed for, so that verification names the first hole."""
    await filled(archive)
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("DELETE FROM audit.leaf WHERE index = 3")

    assert 1 == await take(archive, token, tmp_path / "export")
    assert 1 == main(["verify", str(tmp_path / "export"), "--key", key, "--signed"])
    said = capsys.readouterr().err
    assert "the log lacks 1 leaves" in said
    assert "goes on with index 4 at index 3" in said


async def test_without_a_reader_nothing_is_exported() -> None:
    """A gateway that shows no log says so."""
    place = site()
    place.evidence = NoEvidence()
    async with place.client("auditor") as client:
        answer = await client.get(EXPORT)

    assert (503, "evidence_unavailable") == (answer.status_code, answer.json()["error"]["code"])


async def _lines(archive: Archive) -> list[bytes]:
    """Return the lines of an export."""
    await filled(archive, 1)
    return (await archive.get(EXPORT)).content.splitlines(keepends=True)


def _changed(line: bytes, **values: object) -> bytes:
    document = json.loads(line)
    return json.dumps({**document, "manifest": {**document["manifest"], **values}}).encode() + b"\n"


async def test_what_came_damaged_is_refused(
    archive: Archive, token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a proxy or another server does to the stream: exit status 2, and no manifest."""
    head, *leaves, end = await _lines(archive)
    bodies = {
        "broke off": head + leaves[0],
        "broke off:": head + b'{"error": "no more"}\n',
        "not a gateway's": b"<html>\n",
        "not what the gateway signed": head
        + leaves[0]
        + leaves[1].replace(b"acme", b"acmf")
        + b"".join(leaves[2:])
        + end,
        "the one that was signed": head + b"".join(leaves) + _changed(end, actor="mallory"),
        "is not a leaf": head + b'{"index":x}\n',
        "does not have the fields": head + b"".join(leaves) + _changed(end, more=1),
    }
    bodies |= {
        f"not a gateway's {number}": body
        for number, body in enumerate(
            (
                b"[]\n",
                b"{}\n",
                b'{"count": 1, "files": {"../x": ""}}\n',
                b'{"count": 1, "files": {"checkpoint": "?"}}\n',
            )
        )
    }
    whole = head + b"".join(leaves) + end
    for number, (advice, body) in enumerate([*bodies.items(), ("", whole)]):
        out = tmp_path / f"export-{number}"
        with gateway((200, body)) as (url, _):
            code = main(["export", "--gateway", url, "--token-file", token, "--out", str(out)])

        assert (0 if body is whole else 2) == code, advice
        assert advice.rstrip("0123456789 ") in capsys.readouterr().err or body is whole
        assert (body is whole) == (out / MANIFEST).exists()
    assert {CHECKPOINT, SIGNATURE} < {path.name for path in out.iterdir()}
    assert isinstance(read_manifest(out), Manifest)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--gateway", "http://127.0.0.1:1"],
        ["--gateway", "http://127.0.0.1:1", "--token-file", "x", "--tenant", "acme"],
        ["--gateway", "http://127.0.0.1:1", "--token-file", "x", "--sign-with", "x"],
        ["--gateway", "http://127.0.0.1:1", "--token-file", "x", "--from", "1", "--rule", "x"],
        ["--gateway", "ftp://host", "--token-file", "x"],
        ["--database", "postgresql://127.0.0.1:1/x"],
        ["--database", "postgresql://127.0.0.1:1/x", "--tenant", "acme", "--sign-with", "/dev/null"],
    ],
    ids=str,
)
def test_wrong_use_is_said(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, and nothing is written."""
    assert 2 == main(["export", "--out", str(tmp_path / "new"), *arguments])
    assert capsys.readouterr().err.startswith("gateway-audit: ")
    assert not (tmp_path / "new").exists()
