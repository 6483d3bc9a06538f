"""From the real database into a folder that verifies without it, by the commands that an auditor types."""

import asyncio
import csv
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import audit
from audit.__main__ import main
from audit.bundle import MANIFEST, read_manifest
from audit.commands.shared import URL_VARIABLE
from audit.leaves import RECORDS
from gateway.http.answers import receipt_text
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.migrate import LedgerUrls
from tests.ledger.sequencing import sequence
from tests.ledger.support import CALLER, COMPLETION, KEYS, opening, outcome, running_ledger

SIGNER = LogSigner.of(KEYS.signing)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return the file with the log's public key."""
    path = tmp_path / "signing.pub"
    path.write_bytes(KEYS.signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return path


@pytest.fixture(autouse=True)
def _database(ledger_database: LedgerUrls, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands find the database."""
    monkeypatch.setenv(URL_VARIABLE, ledger_database.reader)


async def _record(database: LedgerUrls, count: int = 3) -> list[tuple[str, str]]:
    """Record and sequence some completions, and one of another tenant; return request ids and receipts."""
    made = []
    async with running_ledger(database.writer) as ledger:
        for number in range(count + 1):
            begun = opening(caller=replace(CALLER, tenant="other" if number == count else "acme"))
            async with ledger.attempt(begun) as attempt:
                (receipt,) = await attempt.conclude([outcome(begun)])
            made.append((begun.request_id, receipt_text(receipt)))
    await sequence(database, SIGNER, {"acme": 2 * count, "other": 2})
    return made


async def test_a_whole_log_is_exported_and_verified(
    ledger_database: LedgerUrls, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 0, and what was shown."""
    await _record(ledger_database)
    out = tmp_path / "export"

    assert 0 == main(["export", "--tenant", "acme", "--out", str(out), "--format", "csv"])
    assert 0 == main(["verify", str(out), "--key", str(key)])

    printed = capsys.readouterr().out
    assert "exported 6 records of gateway.internal/log/acme" in printed
    assert "verified 6 records of gateway.internal/log/acme" in printed
    assert {"acme"} == {json.loads(line)["tenant"] for line in (out / RECORDS).read_text().splitlines()}
    with (out / "records.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [""] * 3 + ["flag"] * 3 == sorted(row["decision"] for row in rows)
    assert "records.csv" in read_manifest(out).files


async def test_a_part_of_a_log_is_exported_and_verified(ledger_database: LedgerUrls, key: Path, tmp_path: Path) -> None:
    """A range, and a selection by a search; each verifies by itself."""
    await _record(ledger_database)

    assert 0 == main(["export", "--tenant", "acme", "--from", "1", "--to", "4", "--out", str(tmp_path / "range")])
    assert 0 == main(["export", "--tenant", "acme", "--decision", "flag", "--out", str(tmp_path / "found")])

    part, found = read_manifest(tmp_path / "range"), read_manifest(tmp_path / "found")
    assert (1, 4, 3) == (part.start, part.end, part.count)
    assert ("selection", 3, {"decision": "flag"}) == (found.scope, found.count, found.query)
    for name in ("range", "found"):
        assert 0 == main(["verify", str(tmp_path / name), "--key", str(key)])


async def test_a_record_changed_in_the_database_is_located(
    ledger_database: LedgerUrls, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The database's owner can change a row, and is found out: exit status 1, with the index."""
    made = await _record(ledger_database)
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("SET session_replication_role = replica")  # no triggers
        owner.execute(
            "UPDATE audit.record SET canonical = convert_to(replace(convert_from(canonical, 'UTF8'), %s, %s), 'UTF8')"
            " WHERE request_id = %s AND kind = 'completion'",
            ['"decision":"flag"', '"decision":"allow"', made[1][0]],
        )
        row = owner.execute(
            "SELECT index FROM audit.leaf WHERE request_id = %s AND kind = 'completion'", [made[1][0]]
        ).fetchone()
    assert row is not None

    assert 0 == main(["export", "--tenant", "acme", "--out", str(tmp_path / "export")])
    assert 1 == main(["verify", str(tmp_path / "export"), "--key", str(key)])
    assert 1 == main(["prove", "--request-id", made[1][0], "--out", str(tmp_path / "proof")])

    said = capsys.readouterr().err
    assert f"NOT WHAT WAS SIGNED: the record's bytes do not have the hash that is in the log at index {row[0]}" in said
    assert f"what the log shows at index {row[0]} is not in the tree" in said


async def test_one_record_is_proven_to_whoever_has_the_receipt(
    ledger_database: LedgerUrls, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Receipt, released text and proof file verify offline; another text or another's proof does not."""
    (request_id, receipt), (other_id, _), *_ = await _record(ledger_database)
    text = tmp_path / "answer.py"
    text.write_text(COMPLETION)
    for name, wanted in (("mine", request_id), ("others", other_id)):
        assert 0 == main(["prove", "--request-id", wanted, "--out", str(tmp_path / name)])
    check = ["verify-receipt", "--receipt", receipt, "--key", str(key)]

    assert 0 == main(check)
    assert 0 == main([*check, "--text", str(text), "--proof", str(tmp_path / "mine.tlog-proof")])
    assert 1 == main([*check, "--proof", str(tmp_path / "others.tlog-proof")])
    text.write_text(COMPLETION + "x")
    assert 1 == main([*check, "--text", str(text)])
    assert 1 == main([*check[:2], receipt[:-1] + ("0" if receipt[-1] != "0" else "1"), *check[3:]])
    (tmp_path / "receipt.txt").write_text(receipt + "\n")
    assert 0 == main([*check[:2], str(tmp_path / "receipt.txt"), *check[3:]])
    assert 2 == main([*check, "--proof", str(text)])

    assert "its record is in gateway.internal/log/acme" in capsys.readouterr().out


async def test_what_cannot_be_exported_is_said(
    ledger_database: LedgerUrls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No log, no such range, a folder that is in use, a record that is not there, no database: exit status 2 or 1."""
    await _record(ledger_database, 1)
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "file").touch()
    new = str(tmp_path / "new")

    assert 2 == main(["export", "--tenant", "nobody", "--out", new])
    assert 2 == main(["export", "--tenant", "acme", "--from", "2", "--out", new + "1"])
    assert 2 == main(["export", "--tenant", "acme", "--out", str(tmp_path / "used")])
    assert 1 == main(["export", "--tenant", "acme", "--rule", "none", "--out", new + "2"])
    assert 1 == main(["prove", "--request-id", "01930000-0000-7000-8000-000000000000", "--out", new])
    assert 2 == main(["export", "--database", "postgresql://127.0.0.1:1/x", "--tenant", "acme", "--out", new])

    said = capsys.readouterr().err
    for words in ("no signed checkpoint", "numbered from 0", "is not empty", "nothing found", "no connection"):
        assert words in said


async def test_the_auditors_folder_alone_verifies(ledger_database: LedgerUrls, key: Path, tmp_path: Path) -> None:
    """A copy of `audit/` in an empty folder, without the database's libraries and without the gateway, verifies."""
    await _record(ledger_database)
    assert 0 == main(["export", "--tenant", "acme", "--out", str(tmp_path / "export")])
    alone = tmp_path / "alone"
    shutil.copytree(Path(audit.__file__).parent, alone / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    libraries = ("sqlalchemy", "psycopg", "litestar", "structlog", "msgspec", "uuid_utils", "httpx2")
    forbidden = ("gateway", "pyarrow", "rfc3161_client", *libraries)
    program = (
        f"import sys; sys.path.insert(0, {str(alone)!r}); sys.modules.update(dict.fromkeys({forbidden!r}))\n"
        f"import audit; assert audit.__file__.startswith({str(alone)!r})\n"
        "from audit.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )

    options = [str(tmp_path / "export"), "--key", str(key), "--processes", "2"]
    command = [sys.executable, "-c", program, "verify", *options]
    running = await asyncio.create_subprocess_exec(
        *command, cwd=alone, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    printed, complained = await asyncio.wait_for(running.communicate(), 60)

    assert (0, b"") == (running.returncode, complained)
    assert b"verified 6 records" in printed
    assert (tmp_path / "export" / MANIFEST).exists()
