"""
Smaller indexes for searches: the writer's connection pays for each of them with every record.

Almost every record is a request or a completion, so the index by kind holds the others only; a search for one of those
two walks the tenant's records, newest first, along an index that also serves tenants with few records. No request
names a model or releases a text.

A search has to name an index's condition in these very words to use it: `audit/queries.py` does.

Revision ID: 0014
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE INDEX record_tenant ON audit.record (tenant, request_id)",
    """
CREATE INDEX record_other_kind ON audit.record (tenant, kind, request_id)
WHERE kind <> 'request' AND kind <> 'completion'
""",
    "CREATE INDEX record_model ON audit.record (tenant, model_id, request_id) WHERE model_id <> ''",
    """
CREATE INDEX record_released_text ON audit.record USING hash (audit.released(canonical)) WHERE kind <> 'request'
""",
    "DROP INDEX audit.record_kind, audit.record_model_id, audit.record_released",
)


def upgrade() -> None:
    """Build the indexes that stay smaller, then drop those they replace. It locks the log while they are built."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
