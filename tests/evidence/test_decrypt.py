"""`POST /v1/audit/decrypt`: who holds both roles reads the texts of one record, with a reason, on record."""

import psycopg
import pytest

from gateway.evidence import EvidenceSettings
from gateway.ledger.migrate import LedgerUrls
from tests.evidence.conftest import Archive, archive_on
from tests.ledger.support import COMPLETION, PROMPT

REASON = "incident 4711: a secret may have leaked"
SOMEBODYS = "0192e6b0-aaaa-4bbb-8ccc-000000000001"


async def test_prompt_and_completion_are_shown_and_recorded(archive: Archive) -> None:
    """Each record has its own text; the log says who read which, and why."""
    request_id = await archive.complete()
    completion = await archive.post({"request_id": request_id, "reason": REASON})
    prompt = await archive.post({"request_id": request_id, "kind": "request", "reason": REASON})
    first, second = archive.recorded("decryption")

    assert (200, None, COMPLETION) == (completion.status_code, *_texts(completion.json()))
    assert (PROMPT, None) == _texts(prompt.json())
    assert "no-store" == prompt.headers["cache-control"]
    assert (completion.json()["record_id"],) == first.links
    assert ("completion", REASON, request_id) == tuple(
        dict(first.details)[name] for name in ("shown", "reason", "request_id")
    )
    assert "prompt" == dict(second.details)["shown"]
    assert COMPLETION not in str(first)


def _texts(body: dict[str, str | None]) -> tuple[str | None, str | None]:
    return body["prompt"], body["completion"]


@pytest.mark.parametrize(("token", "status"), [("auditor", 403), ("half", 403), ("alice", 403), ("stranger", 404)])
async def test_both_roles_and_the_own_tenant_are_needed(archive: Archive, token: str, status: int) -> None:
    """One role alone opens nothing, nor do both of another tenant."""
    request_id = await archive.complete()
    answer = await archive.post({"request_id": request_id, "reason": REASON}, token)

    assert status == answer.status_code
    assert [] == archive.recorded("decryption")
    assert COMPLETION.strip() not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"request_id": SOMEBODYS},
        {"request_id": "1", "reason": REASON},
        {"request_id": SOMEBODYS, "reason": "short"},
        {"request_id": SOMEBODYS, "reason": "a reason\nof two lines"},
        {"request_id": SOMEBODYS, "reason": "x" * 501},
        {"request_id": SOMEBODYS, "reason": REASON, "candidate": -1},
        {"request_id": SOMEBODYS, "reason": REASON, "tenant": "other"},
    ],
    ids=str,
)
async def test_bad_input_is_refused(archive: Archive, body: dict[str, object]) -> None:
    """Each is a 400."""
    assert 400 == (await archive.post(body)).status_code


async def test_no_record_no_text(archive: Archive) -> None:
    """If the decryption cannot be recorded, nothing is shown."""
    request_id = await archive.complete()
    await archive.ledger.stop()
    answer = await archive.post({"request_id": request_id, "reason": REASON})

    assert (503, "audit_unavailable") == (answer.status_code, answer.json()["error"]["code"])
    assert COMPLETION.strip() not in answer.text


async def test_what_was_erased_stays_erased(archive: Archive) -> None:
    """Without the data key there is no text, and the answer says why."""
    request_id = await archive.complete()
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("ALTER TABLE audit.data_key DISABLE TRIGGER ALL")
        owner.execute("DELETE FROM audit.data_key")
    answer = await archive.post({"request_id": request_id, "reason": REASON})

    assert 404 == answer.status_code
    assert "erased" in answer.text


@pytest.mark.parametrize(
    "change",
    [
        "completion_ciphertext = '\\x00112233445566778899aabbccddeeff'",
        "completion_ciphertext = NULL",
        "prompt_ciphertext = completion_ciphertext",
        "canonical = convert_to('{}', 'UTF8')",
    ],
)
async def test_a_changed_ciphertext_is_not_shown(archive: Archive, change: str) -> None:
    """A ciphertext that was exchanged, deleted or put in is refused: the record says which there are."""
    request_id = await archive.complete()
    with psycopg.connect(archive.urls.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(f"UPDATE audit.record SET {change} WHERE kind = 'completion'")  # noqa: S608
        owner.commit()
    answer = await archive.post({"request_id": request_id, "reason": REASON})

    assert (503, "evidence_unavailable") == (answer.status_code, answer.json()["error"]["code"])
    with psycopg.connect(archive.urls.owner) as owner:
        assert owner.execute("SELECT count(*) FROM audit.record WHERE kind = 'decryption'").fetchone() == (0,)


async def test_a_record_without_texts_has_none(archive: Archive) -> None:
    """A denial, say, holds nothing to decrypt."""
    denied = (await archive.get("/v1/audit/search", "alice")).headers["x-gateway-request-id"]
    answer = await archive.post({"request_id": denied, "kind": "denial", "reason": REASON})

    assert (None, None) == _texts(answer.json())


async def test_it_can_be_switched_off(ledger_database: LedgerUrls) -> None:
    """Without the decryptor's login the gateway decrypts nothing, and the searching role cannot."""
    async with archive_on(ledger_database, EvidenceSettings(url=ledger_database.reader)) as archive:
        request_id = await archive.complete()
        answer = await archive.post({"request_id": request_id, "reason": REASON})

    assert (503, "evidence_unavailable") == (answer.status_code, answer.json()["error"]["code"])


@pytest.mark.parametrize(
    ("role", "table"),
    [
        ("reader", "audit.sealed"),
        ("reader", "audit.wrapped_key"),
        ("reader", "audit.record"),
        ("decryptor", "audit.entry"),
        ("decryptor", "audit.record"),
        ("decryptor", "audit.data_key"),
        ("writer", "audit.sealed"),
    ],
)
def test_each_login_reads_its_own_views_only(ledger_database: LedgerUrls, role: str, table: str) -> None:
    """Who searches cannot copy keys, who decrypts cannot search."""
    with (
        psycopg.connect(getattr(ledger_database, role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"SELECT 1 FROM {table}".encode())  # noqa: S608  # names of this test
