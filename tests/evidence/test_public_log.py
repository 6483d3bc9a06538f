"""Checkpoints and tiles over HTTP (C2SP tlog-tiles), and proof files: enough to verify a record with no other help."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from audit.checkpoint import open_checkpoint, origin_of
from audit.merkle import ProofInvalid, root_hash
from audit.proof import check_inclusion, parse_proof
from gateway.evidence import EvidenceSettings, NoEvidence
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from tests.evidence.conftest import ALICE, SIGNER, Archive, archive_on
from tests.http.conftest import site
from tests.ledger.support import opening, rows

ORIGIN = origin_of(LogSettings().origin, "acme")
LOG = "/log/acme"


async def test_a_log_is_verified_with_what_is_public(archive: Archive) -> None:
    """The tiles' hashes give the signed root; whole tiles and narrower ones have their headers."""
    await asyncio.gather(*(archive.complete() for _ in range(129)))
    await archive.sequence(258)
    async with archive.client("") as client:
        checkpoint = await client.get(f"{LOG}/checkpoint")
        whole = await client.get(f"{LOG}/tile/0/000")
        partial = await client.get(f"{LOG}/tile/0/001.p/2")
        above = await client.get(f"{LOG}/tile/1/000.p/1")
    signed = open_checkpoint(checkpoint.content, SIGNER.verifier_keys(ORIGIN))
    leaves = [body[at : at + 32] for body in (whole.content, partial.content) for at in range(0, len(body), 32)]

    assert (258, root_hash(leaves)) == (signed.checkpoint.size, signed.checkpoint.root)
    assert root_hash(leaves[:256]) == above.content
    assert "text/plain; charset=utf-8" == checkpoint.headers["content-type"]
    assert "max-age=1" in checkpoint.headers["cache-control"]
    assert {"application/octet-stream"} == {answer.headers["content-type"] for answer in (whole, partial, above)}
    assert "immutable" in whole.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        f"{LOG}/tile/0/001",
        f"{LOG}/tile/0/000.p/9",
        f"{LOG}/tile/0/000.p/0",
        f"{LOG}/tile/0/0",
        f"{LOG}/tile/9/000.p/1",
        f"{LOG}/tile/entries/000",
        f"{LOG}/tile/0/x999/x999/x999/999",
        f"{LOG}/other",
        "/log/nobody/checkpoint",
        "/log/a%62cme/checkpoint",
        "/log/%ff/checkpoint",
        "/log/acme",
    ],
)
async def test_what_is_not_there_is_404_and_no_event(archive: Archive, path: str) -> None:
    """Unknown logs, tiles that are too wide, other spellings of a name: nothing is recorded, nothing is guessed."""
    await archive.complete()
    await archive.sequence(2)
    async with archive.client("") as client:
        answer = await client.get(path)

    assert 404 == answer.status_code
    assert [] == archive.recorded("failure")


@pytest.mark.parametrize(("tenant", "escaped"), [("a b/c+ü", "a%20b%2Fc%2B%C3%BC"), ("", "~unproven")])
async def test_any_tenants_name_has_its_path(archive: Archive, tenant: str, escaped: str) -> None:
    """Names are escaped as in the log's own name; those who were never proven have a log, too."""
    caller = replace(ALICE, tenant=tenant) if tenant else None
    await archive.ledger.record(opening(caller=caller, address="192.0.2.1"))
    await archive.sequence(1)
    async with archive.client("") as client:
        answer = await client.get(f"/log/{escaped}/checkpoint")

    assert origin_of(LogSettings().origin, tenant).encode() == answer.content.split(b"\n")[0]
    assert answer.content.split(b"\n")[0].endswith(escaped.encode())


async def test_only_allowed_addresses_see_it(archive: Archive) -> None:
    """The networks' list stands before the public part, too, and its denials are on record."""
    async with archive.client("", peer="203.0.113.9") as client:
        answer = await client.get(f"{LOG}/checkpoint")

    assert 403 == answer.status_code
    assert 1 == len(archive.recorded("denial"))


async def test_only_reading_is_public(archive: Archive) -> None:
    """Anything but GET needs a token."""
    async with archive.client("") as client:
        assert 401 == (await client.post(f"{LOG}/checkpoint")).status_code


async def test_a_proof_file_proves_its_record(archive: Archive) -> None:
    """It leads from the record's leaf to the signed root, and from no other leaf; asking for it is on record."""
    ids = [await archive.complete() for _ in range(5)]
    await archive.sequence(10)
    answer = await archive.get("/v1/audit/proof", request_id=ids[2])
    proof = parse_proof(answer.content)
    leaves = {(str(row["request_id"]), row["kind"]): bytes(row["leaf"]) for row in rows(archive.urls.owner)}
    keys = SIGNER.verifier_keys(ORIGIN)

    assert "text/plain; charset=utf-8" == answer.headers["content-type"]
    assert 10 == check_inclusion(leaves[ids[2], "completion"], proof, keys).checkpoint.size
    with pytest.raises(ProofInvalid):
        check_inclusion(leaves[ids[3], "completion"], proof, keys)
    (record,) = archive.recorded("export")
    assert ("tlog-proof", ids[2], 1) == tuple(dict(record.details)[name] for name in ("form", "request_id", "count"))


async def test_a_record_without_a_checkpoint_has_no_proof(archive: Archive) -> None:
    """It says to come again; another tenant's record is not there at all."""
    signed = await archive.complete()
    await archive.sequence(2)
    later = await archive.complete()
    early = await archive.get("/v1/audit/proof", request_id=later)
    foreign = await archive.get("/v1/audit/proof", "stranger", request_id=signed)
    refused = await archive.get("/v1/audit/proof", "alice", request_id=signed)

    assert (404, 404, 403) == (early.status_code, foreign.status_code, refused.status_code)
    assert "ask again" in early.text
    assert [] == archive.recorded("export")


async def test_a_tree_with_a_hole_is_said(archive: Archive) -> None:
    """A stored tree that lost a hash gives no proof, and no tile; bytes that are no checkpoint are not shown as one."""
    request_id = await archive.complete()
    await archive.complete()
    await archive.sequence(4)
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("DELETE FROM audit.leaf WHERE index = 3")
    proof = await archive.get("/v1/audit/proof", request_id=request_id)
    tile = await archive.get(f"{LOG}/tile/0/000.p/4")
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE audit.checkpoint SET note = 'no note'")
    checkpoint = await archive.get(f"{LOG}/checkpoint")

    assert (503, 404, 503) == (proof.status_code, tile.status_code, checkpoint.status_code)


async def test_too_many_readers_wait_in_a_bounded_queue(ledger_database: LedgerUrls) -> None:
    """One connection, nobody may wait: the second question is 429 with Retry-After, and the first is answered."""
    settings = EvidenceSettings(url=ledger_database.reader, connections_max=1, waiting_max=0)
    async with archive_on(ledger_database, settings) as archive:
        await archive.complete()
        await archive.sequence(2)
        async with archive.client("") as client:
            answers = await asyncio.gather(*(client.get(f"{LOG}/checkpoint") for _ in range(2)))
            again = await client.get(f"{LOG}/checkpoint")

    assert [200, 429] == sorted(answer.status_code for answer in answers)
    assert {"retry-after"} == {name for answer in answers for name in answer.headers if name == "retry-after"}
    assert 200 == again.status_code


async def test_a_gateway_without_a_reader_says_so() -> None:
    """Every route answers 503, and the rest of the gateway is well."""
    place = site()
    assert isinstance(place.evidence, NoEvidence)
    async with place.client("auditor") as client:
        paths = (
            "/v1/audit/search",
            "/v1/audit/proof?request_id=01890000-0000-7000-8000-000000000000",
            f"{LOG}/checkpoint",
            f"{LOG}/tile/0/000",
        )
        answers = [await client.get(path) for path in paths]

    assert [503] * 4 == [answer.status_code for answer in answers]
