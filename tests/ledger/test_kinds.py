"""Every kind of record has its place in the log, also those whose makers come later."""

from audit.record import Kind, canonical, parse
from gateway.ledger.migrate import LedgerUrls
from tests.ledger.support import opening, rows, running_ledger


async def test_every_kind_is_recorded_and_read_back(ledger_database: LedgerUrls) -> None:
    """What is written of a kind comes back with its details and links, in the very same bytes."""
    details = (("count", 3), ("method", "api"))
    links = ("0192e6b0-aaaa-7bbb-8ccc-000000000001",)
    async with running_ledger(ledger_database.writer) as ledger:
        for kind in Kind:
            await ledger.note(opening(kind=kind, details=details, links=links))
    stored = rows(ledger_database.owner)
    records = [parse(bytes(row["canonical"])) for row in stored]

    assert list(Kind) == [record.kind for record in records] == [Kind(row["kind"]) for row in stored]
    assert {(details, links)} == {(record.details, record.links) for record in records}
    assert [bytes(row["canonical"]) for row in stored] == [canonical(record) for record in records]
