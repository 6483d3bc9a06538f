"""What somebody with one role's login can do to the log: what the design says, and nothing that stops or fools it."""

import psycopg
from psycopg import sql

from gateway.ledger.connection import CONFIRMING_LOCK
from gateway.ledger.migrate import LedgerUrls
from tests.ledger.support import opening, rows, running_ledger

_LOCKED = "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = {} AND objsubid = 2"
_LIES = ("", "nonsense", "-1 x", "x y", "7", "2000000000 x", "99999999999999999999 x", "9 x")


async def test_no_login_can_stop_a_gateway_by_what_it_notifies(ledger_database: LedgerUrls) -> None:
    """Any login may say anything on the channel of shreds: the gateway records on, and confirms none that was not."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
        with psycopg.connect(ledger_database.reader, autocommit=True) as thief:
            for payload in _LIES:
                thief.execute(sql.SQL("NOTIFY audit_shredded, {}").format(sql.Literal(payload)))
        await ledger.note(opening())
        await ledger.probe()
        confirmed = [row["objid"] for row in rows(ledger_database.owner, _LOCKED.format(CONFIRMING_LOCK))]

    assert 2 == len(rows(ledger_database.owner))
    assert [0] == confirmed


async def test_a_batch_is_named_by_a_secret(ledger_database: LedgerUrls) -> None:
    """Whoever reads records does not learn the name under which a later batch could be made to look durable."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
        named = {row["writer"] for row in rows(ledger_database.owner, "SELECT writer FROM audit.batch")}

    assert not named & {row["writer"] for row in rows(ledger_database.owner)}
