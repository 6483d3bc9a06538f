"""
What others say of a checkpoint: a witness's cosignature, or a time stamp. One row for each of them, size and log.

The newest one of a size replaces the one before; nothing is ever deleted.

Revision ID: 0008
"""

from alembic import op

revision = "0008"
down_revision = "0011"
branch_labels = None
depends_on = None

_CONFIRMATION = """
CREATE TABLE audit.confirmation (
  tenant text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('cosignature', 'timestamp')),
  size bigint NOT NULL CHECK (size >= 0),
  name text NOT NULL,
  time timestamptz NOT NULL DEFAULT now(),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 65536),
  PRIMARY KEY (tenant, kind, size, name)
)
"""

_GUARD = """
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON audit.confirmation
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()
"""

_GRANTS = """
GRANT SELECT, INSERT, UPDATE ON audit.confirmation TO gateway_sequencer;
GRANT SELECT ON audit.confirmation TO gateway_reader
"""


def upgrade() -> None:
    """Create the table."""
    for statement in (_CONFIRMATION, _GUARD, _GRANTS):
        op.get_bind().exec_driver_sql(statement)
