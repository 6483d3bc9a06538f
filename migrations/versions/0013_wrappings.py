"""
A data key's former wrapping is kept, and no tenant's name is longer than an index takes.

To wrap a key anew is to replace its bytes, and the database cannot tell a wrapping from garbage: with the keeper's
login somebody could have destroyed every key, held or not, without a record. Former wrappings lie where only the owner
reads them, and go with their key: a shred or a drop leaves none behind.

A record with a tenant's name of some 2,600 bytes went into the log, but not into every table that names the log.

Revision ID: 0013
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TENANT_BYTES_MAX = 1024  # a name of 200 characters has at most 800
_KIND_BYTES_MAX = 64

_STATEMENTS = (
    """
CREATE TABLE audit.former_wrapping (
  key_id uuid NOT NULL REFERENCES audit.data_key ON DELETE CASCADE,
  number bigint GENERATED ALWAYS AS IDENTITY,
  wrapping_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key_id, number)
)
""",
    """
CREATE FUNCTION audit.keep_wrapping() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO audit.former_wrapping (key_id, wrapping_key_id, wrapped)
  VALUES (OLD.id, OLD.wrapping_key_id, OLD.wrapped);
  RETURN NULL;
END $$
""",
    """
CREATE TRIGGER keep_wrapping AFTER UPDATE ON audit.data_key FOR EACH ROW
  WHEN (OLD.wrapped IS DISTINCT FROM NEW.wrapped OR OLD.wrapping_key_id IS DISTINCT FROM NEW.wrapping_key_id)
  EXECUTE FUNCTION audit.keep_wrapping()
""",
    "REVOKE ALL ON FUNCTION audit.keep_wrapping() FROM PUBLIC",
    f"""
ALTER TABLE audit.record ADD CONSTRAINT record_names_bounded CHECK (
  octet_length(tenant) <= {_TENANT_BYTES_MAX} AND octet_length(kind) <= {_KIND_BYTES_MAX}) NOT VALID
""",
)


def upgrade() -> None:
    """Keep what is replaced, and bound names. It locks the log for a moment."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
