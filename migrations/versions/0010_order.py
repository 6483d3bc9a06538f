"""
The sequencer takes the records of a transaction in the order in which their writer made them.

By request id, a completion could stand before its request in the log: a request's id is as old as its arrival, but two
requests of one group commit mix. The writer's own sequence tells cause from effect. The index has the whole order: with
less of it, Postgres sorts what remains for each batch (7,000 leaves a second instead of 9,000, catching up).

Revision ID: 0010
"""

from alembic import op

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None

# A place of the old order begins its transaction again: what has a leaf is not taken twice.
_STATEMENTS = (
    "ALTER TABLE audit.place ADD COLUMN sequence bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0)",
    "DROP INDEX audit.record_xid",
    "CREATE INDEX record_xid ON audit.record (xid, sequence, request_id, kind, candidate)",
    "GRANT SELECT (sequence) ON audit.record TO gateway_sequencer",
)


def upgrade() -> None:
    """Order by transaction and sequence."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
