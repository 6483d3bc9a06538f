"""
The tree over the log: each record's place in its tenant's log, the nodes above, the checkpoints, the sequencer's place.

`leaf` gives every committed record one dense index in its tenant's log, and never a second one: `leaf_record` is
unique. Leaf hashes outlive the records, so that later proofs verify after a month was dropped. `node` holds the roots
of complete tiles (256 hashes). `checkpoint` keeps one row a size: its note is renewed while nothing happens.

`place` says how far the sequencer came. `system` is the database cluster's identity: transaction numbers mean something
only within one cluster, so after a restore into another one the sequencer takes everything without a leaf first.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ROLE = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gateway_sequencer') THEN
    BEGIN
      CREATE ROLE gateway_sequencer NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database's migration was faster
    END;
  END IF;
END $$
"""

_RECORD_INDEX = "CREATE INDEX record_xid ON audit.record (xid, request_id, kind, candidate)"

_LEAF = """
CREATE TABLE audit.leaf (
  tenant text NOT NULL,
  index bigint NOT NULL CHECK (index >= 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  request_id uuid NOT NULL,
  kind text NOT NULL,
  candidate integer NOT NULL,
  PRIMARY KEY (tenant, index)
)
"""

_LEAF_RECORD = "CREATE UNIQUE INDEX leaf_record ON audit.leaf (request_id, kind, candidate)"

_NODE = """
CREATE TABLE audit.node (
  tenant text NOT NULL,
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 7),
  index bigint NOT NULL CHECK (index >= 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (tenant, level, index)
)
"""

_CHECKPOINT = """
CREATE TABLE audit.checkpoint (
  tenant text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  first_time timestamptz NOT NULL,
  time timestamptz NOT NULL,
  note bytea NOT NULL,
  PRIMARY KEY (tenant, size)
)
"""

_PLACE = """
CREATE TABLE audit.place (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  system bigint NOT NULL,
  xid xid8 NOT NULL,
  request_id uuid NOT NULL,
  kind text NOT NULL,
  candidate integer NOT NULL
)
"""

# A view grows at its end only. With the key's id, every column that is derived from a record can be compared with it.
_ENTRY = """
CREATE OR REPLACE VIEW audit.entry AS
SELECT record.request_id, record.kind, record.candidate, record.record_id, record.time, record.writer, record.sequence,
  record.tenant, record.caller, subject.value AS caller_name, record.address, place.value AS address_name,
  record.repository, record.language, record.decision, record.rules, record.cwes, record.model_id,
  record.policy_revision, record.failure_kind, record.canonical, record.leaf, record.key_id
FROM audit.record AS record
LEFT JOIN audit.pseudonym AS subject ON subject.pseudonym = record.caller AND subject.key_id = record.key_id
LEFT JOIN audit.pseudonym AS place ON place.pseudonym = record.address AND place.key_id = record.key_id
"""

_GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.{table}
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()
"""

_GUARD_CHECKPOINT = """
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON audit.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()
"""

_GRANTS = """
GRANT USAGE ON SCHEMA audit TO gateway_sequencer;
GRANT SELECT (request_id, kind, candidate, tenant, leaf, time, xid) ON audit.record TO gateway_sequencer;
GRANT SELECT, INSERT ON audit.leaf, audit.node TO gateway_sequencer;
GRANT SELECT, INSERT, UPDATE ON audit.checkpoint, audit.place TO gateway_sequencer;
GRANT SELECT ON audit.leaf, audit.node, audit.checkpoint TO gateway_reader
"""


def upgrade() -> None:
    """Create the tree's tables, their guards and the sequencer's role."""
    tables = (_ROLE, _RECORD_INDEX, _LEAF, _LEAF_RECORD, _NODE, _CHECKPOINT, _PLACE)
    guards = (*(_GUARD.format(table=table) for table in ("leaf", "node")), _GUARD_CHECKPOINT)
    for statement in (*tables, *guards, _ENTRY, _GRANTS):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))  # the driver reads % as a placeholder
