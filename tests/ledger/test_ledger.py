"""The ledger on a real Postgres, in fair weather."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from audit.record import Kind, canonical, leaf_hash, parse, project
from gateway.errors import LedgerUnavailable, ModelUnavailable
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.seal import Sealer, place_of
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import Vault
from gateway.values import WrappedKey, sha256_hex
from tests.ledger.support import CALLER, COMPLETION, KEYS, PROMPT, kinds, opening, outcome, rows, running_ledger


@pytest.fixture
async def ledger(ledger_database: LedgerUrls) -> AsyncIterator[PostgresLedger]:
    """Yield a running ledger on an empty database."""
    async with running_ledger(ledger_database.writer) as ledger:
        yield ledger


async def test_an_attempt_is_two_durable_records_and_a_receipt(
    ledger: PostgresLedger, ledger_database: LedgerUrls
) -> None:
    """The receipt names the record whose bytes hash to its leaf, and the text that was released."""
    first = opening()

    async with ledger.attempt(first) as attempt:
        (receipt,) = await attempt.conclude([outcome(first)])

    stored = rows(ledger_database.owner)

    assert ["request", "completion"] == [row["kind"] for row in stored]
    assert receipt.leaf_hash == leaf_hash(stored[1]["canonical"]).hex() == stored[1]["leaf"].hex()
    assert (receipt.record_id, receipt.request_id) == (str(stored[1]["record_id"]), first.request_id)
    assert sha256_hex(COMPLETION) == receipt.text_sha256
    assert ledger.seal.is_genuine(receipt)


async def test_a_changed_receipt_is_not_genuine(ledger: PostgresLedger) -> None:
    """Every field of a receipt is under its signature."""
    first = opening()
    async with ledger.attempt(first) as attempt:
        (receipt,) = await attempt.conclude([outcome(first)])
    forged = [
        replace(receipt, request_id="x"),
        replace(receipt, record_id="x"),
        replace(receipt, leaf_hash="0" * 64),
        replace(receipt, text_sha256="0" * 64),
        replace(receipt, policy_revision="x"),
        replace(receipt, time_us=receipt.time_us + 1),
        replace(receipt, key_id="x"),
        replace(receipt, signature=b""),
    ]

    assert [False] * len(forged) == [ledger.seal.is_genuine(one) for one in forged]


async def test_columns_equal_the_bytes(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """What is searched is what is proven: every projected column can be derived from the canonical bytes."""
    first = opening()
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])

    for row in rows(ledger_database.owner):
        record = parse(row["canonical"])
        columns = project(record)
        time_us = round(row["time"].timestamp() * 1_000_000)

        assert row["canonical"] == canonical(record)
        assert (columns.time_us, columns.sequence, columns.candidate) == (time_us, row["sequence"], row["candidate"])
        assert columns.rules == tuple(row["rules"])
        assert columns.cwes == tuple(row["cwes"])
        for name in ("record_id", "writer", "kind", "request_id", "tenant", "key_id", "caller", "address"):
            assert getattr(columns, name) == str(row[name])
        for name in ("repository", "language", "decision", "model_id", "policy_revision", "failure_kind"):
            assert getattr(columns, name) == row[name]


async def test_no_plain_text_in_the_record_table(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """Prompt, completion, subject, token, address, path, branch and their bare hashes are in no column."""
    first = opening()
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])
    secrets = [
        *PROMPT.strip().split("\n"),
        COMPLETION.strip(),
        CALLER.subject,
        CALLER.token_id,
        CALLER.address,
        "very_private",
        "secret-branch",
        sha256_hex(PROMPT),
        sha256_hex(COMPLETION),
    ]

    everything = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode()
        for row in rows(ledger_database.owner)
        for value in row.values()
    )

    assert [] == [secret for secret in secrets if secret.encode() in everything]
    assert b"acme/shop" in everything  # the check can see


async def test_the_wrapped_key_opens_the_texts(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """Who holds the wrapping key reads prompt and completion; a ciphertext moved to another record does not open."""
    first = opening()
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])
    asked, answered = rows(ledger_database.owner)
    (stored,) = rows(ledger_database.owner, "SELECT * FROM audit.data_key")
    row = WrappedKey(
        id=str(stored["id"]),
        tenant=stored["tenant"],
        owner=stored["owner"],
        month=stored["month"],
        writer=str(stored["writer"]),
        wrapping_key_id=stored["wrapping_key_id"],
        wrapped=stored["wrapped"],
    )
    vault = Vault(KEYS, "any", 10)
    key = vault.unwrap(row)

    prompt = key.decrypt(asked["prompt_ciphertext"], place_of(str(asked["record_id"]), "prompt"))
    completion = key.decrypt(answered["completion_ciphertext"], place_of(str(answered["record_id"]), "completion"))

    assert (PROMPT, COMPLETION) == (prompt, completion)
    assert parse(answered["canonical"]).released == key.commitment(bytes.fromhex(sha256_hex(COMPLETION)))
    with pytest.raises(LedgerUnavailable):
        key.decrypt(asked["prompt_ciphertext"], place_of(str(answered["record_id"]), "prompt"))
    with pytest.raises(LedgerUnavailable):
        vault.unwrap(replace(row, tenant="other"))


async def test_pseudonyms_can_be_resolved_until_their_rows_are_deleted(
    ledger: PostgresLedger, ledger_database: LedgerUrls
) -> None:
    """The names stand in a table of their own; the record table never held them."""
    first = opening()
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])

    names = {row["kind"]: row["value"] for row in rows(ledger_database.owner, "SELECT * FROM audit.pseudonym")}
    expected = {
        "subject": CALLER.subject,
        "token": CALLER.token_id,
        "address": CALLER.address,
        "path": first.filepath,
        "branch": first.branch,
    }

    assert expected == names


async def test_200_concurrent_attempts_are_durable_with_a_dense_sequence(
    ledger: PostgresLedger, ledger_database: LedgerUrls
) -> None:
    """Nothing is lost, doubled or skipped under load."""

    async def one() -> str:
        first = opening()
        async with ledger.attempt(first) as attempt:
            (receipt,) = await attempt.conclude([outcome(first)])
        return receipt.record_id

    receipts = await asyncio.gather(*(one() for _ in range(200)))
    stored = rows(ledger_database.owner)

    assert list(range(1, 401)) == [row["sequence"] for row in stored]
    assert set(receipts) == {str(row["record_id"]) for row in stored if row["kind"] == "completion"}


async def test_several_outcomes_get_receipts_in_order(ledger: PostgresLedger) -> None:
    """One receipt an outcome, in the order in which they were given."""
    first = opening()
    texts = ["a = 1\n", "b = 2\n", "c = 3\n"]
    outcomes = [
        outcome(first, candidate=number, completion=text, released_sha256=sha256_hex(text))
        for number, text in enumerate(texts)
    ]

    async with ledger.attempt(first) as attempt:
        receipts = await attempt.conclude(outcomes)

    assert [sha256_hex(text) for text in texts] == [receipt.text_sha256 for receipt in receipts]


async def test_a_failure_is_one_outcome(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """An exception inside the attempt is recorded with its kind and reason, and goes on."""
    with pytest.raises(ModelUnavailable):
        async with ledger.attempt(opening()):
            raise ModelUnavailable("the model server sent HTML")

    failure = parse(rows(ledger_database.owner)[-1]["canonical"])

    assert ["request", "failure"] == kinds(ledger_database.owner)
    assert failure.failure is not None
    assert ("model_unavailable", "the model server sent HTML") == (failure.failure.kind, failure.failure.reason)


async def test_an_unknown_error_is_recorded_without_its_text(
    ledger: PostgresLedger, ledger_database: LedgerUrls
) -> None:
    """What a bug's message quotes never reaches the log."""
    with pytest.raises(ZeroDivisionError):
        async with ledger.attempt(opening()):
            raise ZeroDivisionError(PROMPT)

    failure = parse(rows(ledger_database.owner)[-1]["canonical"]).failure

    assert failure is not None
    assert ("internal_error", "ZeroDivisionError") == (failure.kind, failure.reason)


async def test_leaving_without_conclusion_is_a_failure(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """Forgetting to conclude is recorded too."""
    async with ledger.attempt(opening()):
        pass
    await ledger.probe()

    assert ["request", "failure"] == kinds(ledger_database.owner)


async def test_a_hang_up_is_a_cancel(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """A caller that hangs up while the model works leaves one cancel."""
    entered = asyncio.Event()

    async def caller() -> None:
        async with ledger.attempt(opening()):
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(caller())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await ledger.probe()

    assert ["request", "cancel"] == kinds(ledger_database.owner)


async def test_a_hang_up_in_mid_append_does_not_cancel_the_append(
    ledger: PostgresLedger, ledger_database: LedgerUrls
) -> None:
    """Once outcomes are handed over they become durable, and no second outcome follows."""
    first = opening()
    concluding = asyncio.Event()

    async def caller() -> None:
        async with ledger.attempt(first) as attempt:
            concluding.set()
            await attempt.conclude([outcome(first)])

    task = asyncio.create_task(caller())
    await concluding.wait()  # conclude has queued its outcomes when the caller's task waits for the first time
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await ledger.probe()

    assert ["request", "completion"] == kinds(ledger_database.owner)


async def test_one_bad_record_does_not_fail_its_neighbours(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """A record that the database refuses fails alone; the sequence stays dense, and a gap record names the loss."""
    far_future = "f" + opening().request_id[1:]
    twin = opening()
    events = [opening() for _ in range(20)]
    events[3] = opening(request_id=far_future)
    events[12:14] = [twin, twin]

    entries = ledger._appender.queue(events)  # noqa: SLF001  # as one batch, which no public call promises
    results = await asyncio.gather(*(entry.future for entry in entries), return_exceptions=True)
    await ledger.probe()
    stored = rows(ledger_database.owner)

    assert [3, 13] == [place for place, one in enumerate(results) if isinstance(one, LedgerUnavailable)]
    assert list(range(1, 20)) == [row["sequence"] for row in stored]
    assert Kind.GAP == stored[-1]["kind"]
    assert ("lost_count", 2) in parse(stored[-1]["canonical"]).details


async def test_a_note_is_durable(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """A denial of a caller who was not proven is recorded with address and reason."""
    await ledger.note(
        opening(kind=Kind.DENIAL, caller=None, address="198.51.100.9", failure_kind="unauthenticated", prompt=None)
    )
    (row,) = rows(ledger_database.owner)

    assert ("denial", "unauthenticated", "") == (row["kind"], row["failure_kind"], row["tenant"])


async def test_a_probe_leaves_no_record(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """A probe is a durable write, but nothing that happened, and takes no place in the sequence."""
    await ledger.probe()
    nothing = rows(ledger_database.owner)
    batches = rows(ledger_database.owner, "SELECT * FROM audit.batch")
    await ledger.note(opening())

    assert [] == nothing
    assert 1 == len(batches)
    assert [1] == [row["sequence"] for row in rows(ledger_database.owner)]


async def test_odd_characters_are_stored(ledger: PostgresLedger, ledger_database: LedgerUrls) -> None:
    """NUL, lone surrogates and endless strings in metadata or texts cannot stop a record."""
    strange = "a\0b\ud800c" * 1000

    await ledger.note(
        opening(prompt=strange, repository=strange, filepath=strange, client=strange, caller=None, address=strange)
    )

    assert 1 == len(rows(ledger_database.owner))
    assert 0 == ledger.lost_count


async def test_stop_drains(ledger_database: LedgerUrls) -> None:
    """What was handed over before the stop is durable after it; what comes later is refused."""
    async with running_ledger(ledger_database.writer) as ledger:
        ledger._appender.queue([opening() for _ in range(50)])  # noqa: SLF001  # without waiting, as an attempt does

    assert 50 == len(rows(ledger_database.owner))
    with pytest.raises(LedgerUnavailable):
        await ledger.probe()


async def test_a_writer_that_fails_says_so_and_releases_nothing(
    ledger_database: LedgerUrls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake of our own in it: whoever waits or comes later is told, the stop ends as usual, no text is logged."""

    def fails(*_: object) -> None:
        raise ValueError(PROMPT)

    async with running_ledger(ledger_database.writer, LedgerSettings(append_ms_max=200)) as ledger:
        monkeypatch.setattr(Sealer, "number", fails)
        with pytest.raises(LedgerUnavailable, match="writer has failed: ValueError"):
            await ledger.record(opening())
        with pytest.raises(LedgerUnavailable, match="writer has failed: ValueError"):
            await ledger.probe()
    said = capsys.readouterr().out

    assert "ledger.writer_failed" in said
    assert PROMPT.strip() not in said
    assert [] == rows(ledger_database.owner)


async def test_a_full_queue_refuses_at_once(ledger_database: LedgerUrls) -> None:
    """The queue has a bound in records and in bytes."""
    async with running_ledger(
        ledger_database.writer, LedgerSettings(queue_depth_max=3, queue_bytes_max=20_000)
    ) as ledger:
        with pytest.raises(LedgerUnavailable, match="queue_depth_max"):
            ledger._appender.queue([opening() for _ in range(4)])  # noqa: SLF001  # more than one attempt queues
        with pytest.raises(LedgerUnavailable, match="queue_bytes_max"):
            ledger._appender.queue([opening(prompt="x" * 20_000)])  # noqa: SLF001  # likewise
