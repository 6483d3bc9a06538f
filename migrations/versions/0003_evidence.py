"""
What the audit API reads: indexes in the order of its pages, commitments to texts, and a role that reads sealed texts.

Every search of the API has a tenant and goes page by page through request ids, newest first. So an index holds the
tenant, what is looked for, and the request id: a page is a short walk along one of them, whether the value is rare or
common. They replace the two that were ordered by time, by which no page is sorted.

`released` is the record's own commitment to the text that it let out, read out of the canonical bytes: quotes inside a
text are escaped there, so the name with its quotes stands nowhere else.

The role gateway_decryptor reads ciphertexts and wrapped data keys, and nothing else. It is apart from gateway_reader so
that whoever searches cannot keep a copy of keys that a shred is to destroy. Neither can decrypt: that takes the
wrapping key, which is not in the database.

Revision ID: 0003
"""

from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None

_ROLE = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gateway_decryptor') THEN
    BEGIN
      CREATE ROLE gateway_decryptor NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database's migration was faster
    END;
  END IF;
END $$
"""

_RELEASED = """
CREATE FUNCTION audit.released(canonical bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN position('"released":"'::bytea IN canonical) > 0
    THEN encode(substring(canonical FROM position('"released":"'::bytea IN canonical) + 12 FOR 64), 'escape') END
$$
"""

_COLUMNS = ("caller", "decision", "repository", "language", "model_id", "policy_revision")
_INDEXES = (
    "DROP INDEX audit.record_caller",
    "DROP INDEX audit.record_decision",
    *(
        f"CREATE INDEX record_{name} ON audit.record (tenant, {name}, request_id) WHERE {name} IS NOT NULL"
        for name in _COLUMNS
    ),
    "CREATE INDEX record_kind ON audit.record (tenant, kind, request_id)",
    "CREATE INDEX record_cwes ON audit.record USING gin (cwes) WHERE cwes <> '{}'",
    "CREATE INDEX record_released ON audit.record USING hash (audit.released(canonical))",
)

_ENTRY = """
CREATE OR REPLACE VIEW audit.entry AS
SELECT record.request_id, record.kind, record.candidate, record.record_id, record.time, record.writer, record.sequence,
  record.tenant, record.caller, subject.value AS caller_name, record.address, place.value AS address_name,
  record.repository, record.language, record.decision, record.rules, record.cwes, record.model_id,
  record.policy_revision, record.failure_kind, record.canonical, record.leaf, record.key_id,
  audit.released(record.canonical) AS released
FROM audit.record AS record
LEFT JOIN audit.pseudonym AS subject ON subject.pseudonym = record.caller AND subject.key_id = record.key_id
LEFT JOIN audit.pseudonym AS place ON place.pseudonym = record.address AND place.key_id = record.key_id
"""

_SEALED = (
    """
CREATE VIEW audit.sealed AS
SELECT request_id, kind, candidate, record_id, tenant, key_id, prompt_ciphertext, completion_ciphertext
FROM audit.record
""",
    """
CREATE VIEW audit.wrapped_key AS SELECT id, tenant, owner, month, writer, wrapping_key_id, wrapped FROM audit.data_key
""",
)

_GRANTS = """
REVOKE ALL ON FUNCTION audit.released(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.released(bytea) TO gateway_writer, gateway_reader;
GRANT USAGE ON SCHEMA audit TO gateway_decryptor;
GRANT SELECT ON audit.sealed, audit.wrapped_key TO gateway_decryptor
"""


def upgrade() -> None:
    """Create the indexes, the views and the role. It locks the log's tables: stop the gateways first, or be quick."""
    for statement in (_ROLE, _RELEASED, *_INDEXES, _ENTRY, *_SEALED, _GRANTS):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))  # the driver reads % as a placeholder
