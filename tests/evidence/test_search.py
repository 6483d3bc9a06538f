"""`GET /v1/audit/search`: auditors find metadata of their own tenant, each search on record before it answers."""

import asyncio
import dataclasses
from typing import Any

import psycopg
import pytest

from gateway.evidence import EvidenceSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.values import sha256_hex
from tests.evidence.conftest import ALICE, Archive, archive_on
from tests.ledger.support import COMPLETION, PROMPT, rows

SEARCH = "/v1/audit/search"
POLICY = "sha256:" + "0" * 64
_WAITING = """
SELECT pid FROM pg_stat_activity
WHERE application_name = 'gateway evidence' AND wait_event_type = 'Lock' AND datname = current_database()
"""


async def found(archive: Archive, token: str = "auditor", **parameters: str) -> list[tuple[str, str]]:
    """Return kind and request id of what is found, without the searches themselves."""
    answer = await archive.get(SEARCH, token, **parameters)
    assert 200 == answer.status_code, answer.text
    return [(one["kind"], one["request_id"]) for one in answer.json()["records"] if one["kind"] != "search"]


async def test_every_criterion_finds_and_excludes(archive: Archive) -> None:
    """Time, caller, repository, language, decision, rule, CWE, model, policy revision, kind and request id."""
    one = await archive.complete()
    other = await archive.complete(language="java", repository="acme/other")
    outcomes = {("completion", one), ("completion", other)}
    matches: list[tuple[dict[str, str], set[tuple[str, str]]]] = [
        ({"caller": ALICE.subject}, {("request", one), ("request", other), *outcomes}),
        ({"caller": "bob"}, set()),
        ({"repository": "acme/other"}, {("request", other), ("completion", other)}),
        ({"language": "java"}, {("request", other), ("completion", other)}),
        ({"decision": "flag"}, outcomes),
        ({"decision": "block"}, set()),
        ({"rule": "python.sql.string-concatenation"}, outcomes),
        ({"cwe": "CWE-89"}, outcomes),
        ({"cwe": "CWE-79"}, set()),
        ({"model": "seed-coder"}, outcomes),
        ({"policy_revision": POLICY}, outcomes),
        ({"policy_revision": "sha256:1"}, set()),
        ({"kind": "request"}, {("request", one), ("request", other)}),
        ({"request_id": one, "kind": "completion"}, {("completion", one)}),
        ({"since": "2020-01-01T00:00:00Z", "until": "2999-01-01T00:00:00+01:00", "decision": "flag"}, outcomes),
        ({"until": "2020-01-01T00:00:00Z"}, set()),
        ({"since": "0001-01-01T00:00:00+14:00", "until": "9999-12-31T23:59:59-14:00", "decision": "flag"}, outcomes),
        ({"until": "0001-01-01T00:00:00Z"}, set()),
        ({"since": "9999-12-31T23:59:59Z"}, set()),
    ]

    for parameters, expected in matches:
        assert expected == set(await found(archive, **parameters)), parameters


async def test_the_tenant_comes_from_the_token_alone(archive: Archive) -> None:
    """Another tenant's auditor sees nothing of it, and cannot ask for it."""
    await archive.complete()

    assert [] == await found(archive, "stranger")
    assert 400 == (await archive.get(SEARCH, "stranger", tenant="acme")).status_code


@pytest.mark.parametrize(("token", "status"), [("alice", 403), ("half", 403), ("", 401), ("auditor", 200)])
async def test_only_an_auditor_searches(archive: Archive, token: str, status: int) -> None:
    """A developer, or one who may only decrypt, is refused, and the denial is on record."""
    answer = await archive.get(SEARCH, token)

    assert status == answer.status_code
    assert (0 if status == 200 else 1) == len(archive.recorded("denial"))


async def test_pages_lose_and_double_nothing(archive: Archive) -> None:
    """A walk by cursors gives the same list as one large page."""
    for _ in range(4):
        await archive.complete()
    whole = await found(archive, caller=ALICE.subject)
    walked: list[tuple[str, str]] = []
    cursor: dict[str, str] = {}
    for _ in range(20):
        page = (await archive.get(SEARCH, caller=ALICE.subject, limit="3", **cursor)).json()
        walked += [(one["kind"], one["request_id"]) for one in page["records"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert 8 == len(whole)
    assert whole == walked


@pytest.mark.parametrize(
    "parameters",
    [
        {"surprise": "1"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "many"},
        {"since": "yesterday"},
        {"since": "2026-01-01T00:00:00"},
        {"decision": "maybe"},
        {"kind": "surprise"},
        {"request_id": "1"},
        {"caller": ""},
        {"caller": "x" * 501},
        {"caller": "a\nb"},
        {"cursor": "!"},
        {"cursor": "bm90IEpTT04="},
        {"cursor": "é"},
        {"text_sha256": "abc"},
    ],
    ids=str,
)
async def test_bad_input_is_refused(archive: Archive, parameters: dict[str, str]) -> None:
    """Each is a 400, and nothing is searched."""
    answer = await archive.get(SEARCH, "decryptor", **parameters)

    assert 400 == answer.status_code
    assert [] == archive.recorded("search")


async def test_a_repeated_parameter_is_refused(archive: Archive) -> None:
    """Which of two would count, nobody could tell from the record."""
    answer = await archive.get(f"{SEARCH}?caller=a&caller=b")

    assert 400 == answer.status_code


async def test_each_search_is_on_record_without_names(archive: Archive) -> None:
    """Who, what and how many; the name looked for stands there as a commitment only."""
    await archive.complete()
    answer = await archive.get(SEARCH, caller=ALICE.subject, decision="flag")
    (record,) = archive.recorded("search")
    details = dict(record.details)

    assert ("flag", 1) == (details["decision"], details["count"])
    assert answer.headers["x-gateway-request-id"] == record.request_id
    assert "/v1/audit/search" == record.route
    assert 64 == len(str(details["caller"]))
    assert ALICE.subject not in str(record)


async def test_no_record_no_answer(archive: Archive) -> None:
    """If the search cannot be recorded, the answer is 503 and holds nothing."""
    await archive.complete()
    await archive.ledger.stop()
    answer = await archive.get(SEARCH)

    assert (503, "audit_unavailable") == (answer.status_code, answer.json()["error"]["code"])
    assert "records" not in answer.text


async def test_no_text_is_shown(archive: Archive) -> None:
    """Metadata only."""
    await archive.complete()
    text = (await archive.get(SEARCH)).text

    assert PROMPT.split("\n", maxsplit=1)[0] not in text
    assert COMPLETION.strip() not in text


async def test_a_text_is_found_by_its_hash_by_who_may_decrypt(archive: Archive) -> None:
    """The released text's SHA-256, as in the receipt, finds its records; of the hash, the log keeps a commitment."""
    one = await archive.complete()
    wanted = sha256_hex(COMPLETION)
    hits = await found(archive, "decryptor", text_sha256=wanted)
    narrowed = await found(archive, "decryptor", text_sha256=wanted, caller=ALICE.subject)
    missed = await found(archive, "decryptor", text_sha256=sha256_hex("another text"))
    missed += await found(archive, "decryptor", text_sha256=wanted, until="0001-01-01T00:00:00Z")
    refused = await archive.get(SEARCH, "auditor", text_sha256=wanted)
    elsewhere = await found(archive, "stranger", text_sha256=wanted)

    assert [("completion", one)] == hits == narrowed
    assert [] == missed == elsewhere
    assert 403 == refused.status_code
    assert wanted not in str(archive.recorded("search"))


async def test_a_search_by_hash_has_limits(ledger_database: LedgerUrls) -> None:
    """Too many keys, and times the wrong way round, are said."""
    settings = EvidenceSettings(url=ledger_database.reader, decrypt_url=ledger_database.decryptor, text_keys_max=1)
    async with archive_on(ledger_database, settings) as archive:
        await archive.complete()
        await archive.get(SEARCH)
        digest: dict[str, Any] = {"text_sha256": "0" * 64}
        many = await archive.get(SEARCH, "decryptor", **digest)
        backwards = await archive.get(
            SEARCH, "decryptor", since="2026-02-01T00:00:00Z", until="2026-01-01T00:00:00Z", **digest
        )

    assert (422, 422) == (many.status_code, backwards.status_code)
    assert "caller" in many.text


async def test_without_a_reader_nothing_is_shown(ledger_database: LedgerUrls) -> None:
    """No decryptor's login: no text. A database that is away: 503, and the failure is on record."""
    settings = EvidenceSettings(url=ledger_database.reader)
    async with archive_on(ledger_database, settings) as archive:
        await archive.complete()
        refused = await archive.get(SEARCH, "decryptor", text_sha256="0" * 64)
    gone = dataclasses.replace(settings, url="postgresql://nobody:secret@127.0.0.1:1/none")
    async with archive_on(ledger_database, gone) as archive:
        unreachable = await archive.get(SEARCH)
        failures = archive.recorded("failure")

    assert {(503, "evidence_unavailable")} == {
        (answer.status_code, answer.json()["error"]["code"]) for answer in (refused, unreachable)
    }
    assert 2 == len(failures)
    assert "secret" not in unreachable.text + str(failures)


async def test_a_slow_auditor_delays_no_completion(ledger_database: LedgerUrls) -> None:
    """While the database answers none of the searches under way, completions are recorded as before, all of them."""
    done: list[str] = []
    settings = EvidenceSettings(url=ledger_database.reader, statement_ms_max=60_000)

    async def search(archive: Archive) -> None:
        answer = await archive.get(SEARCH, caller=ALICE.subject)
        done.append(f"search {answer.status_code}")

    async with archive_on(ledger_database, settings) as archive:
        await archive.complete()  # the caller's key and names are in the log: no further record needs the locked table
        with psycopg.connect(archive.urls.owner) as owner:
            owner.execute("LOCK TABLE audit.pseudonym IN ACCESS EXCLUSIVE MODE")
            auditors = [asyncio.create_task(search(archive)) for _ in range(2)]
            while len(await asyncio.to_thread(rows, archive.urls.owner, _WAITING)) < len(auditors):
                continue
            for number in range(20):
                await archive.complete()
                done.append(f"completion {number}")
        await asyncio.gather(*auditors)

    assert [*(f"completion {number}" for number in range(20)), "search 200", "search 200"] == done
