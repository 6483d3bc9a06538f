"""
How far each sink of events came in each tenant's log: the index of the next leaf to be delivered.

The role gateway_shipper reads leaves and canonical records, which hold no text and no plain name, and writes its
cursors. It sees no ciphertext, no data key and no pseudonym's meaning.

Revision ID: 0005
"""

from alembic import op

revision = "0005"
down_revision = "0007"
branch_labels = None
depends_on = None

_ROLE = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gateway_shipper') THEN
    BEGIN
      CREATE ROLE gateway_shipper NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database's migration was faster
    END;
  END IF;
END $$
"""

_CURSOR = """
CREATE TABLE audit.event_cursor (
  sink text NOT NULL,
  tenant text NOT NULL,
  next_index bigint NOT NULL CHECK (next_index >= 0),
  time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sink, tenant)
)
"""

_GRANTS = """
GRANT USAGE ON SCHEMA audit TO gateway_shipper;
GRANT SELECT ON audit.leaf TO gateway_shipper;
GRANT SELECT (request_id, kind, candidate, canonical) ON audit.entry TO gateway_shipper;
GRANT SELECT, INSERT, UPDATE ON audit.event_cursor TO gateway_shipper;
GRANT SELECT ON audit.event_cursor TO gateway_reader
"""


def upgrade() -> None:
    """Create the cursors and the shipper's role."""
    for statement in (_ROLE, _CURSOR, _GRANTS):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))  # the driver reads % as a placeholder
