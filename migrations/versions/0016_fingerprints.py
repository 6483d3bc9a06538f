"""
Where the fingerprints of released texts stand: they go with the data key of whose texts they are.

A fingerprint tells that a text was released, without the text: whoever has such a text can find out. So it is personal
as the text is, and a shred destroys it in the same transaction as the key, a drop of the month one month later. Its
`hash` is keyed and `algorithm` says how it was made, both by its maker, who writes it in the transaction of the record.
The primary key finds the completions of a tenant that have a hash; the other index is for what destroys them.

Revision ID: 0016
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_FINGERPRINT = """
CREATE TABLE audit.fingerprint (
  tenant text NOT NULL,
  algorithm smallint NOT NULL,
  hash bigint NOT NULL,
  request_id uuid NOT NULL,
  candidate integer NOT NULL,
  key_id uuid NOT NULL,
  PRIMARY KEY (tenant, algorithm, hash, request_id, candidate)
)
"""

# By the key's own deletion, whichever deed that is. The lock waits for what is being written; triggers of whole
# statements, because a completion has a hundred hashes.
_GONE_WITH_KEY = (
    """
CREATE FUNCTION audit.forget_fingerprints() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  LOCK TABLE audit.fingerprint IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM audit.fingerprint AS mark USING gone WHERE mark.key_id = gone.id;
  RETURN NULL;
END $$
""",
    """
CREATE TRIGGER forget_fingerprints AFTER DELETE ON audit.data_key REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION audit.forget_fingerprints()
""",
    """
CREATE FUNCTION audit.drop_shredded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM audit.fingerprint AS mark USING (SELECT DISTINCT key_id FROM added) AS made, audit.shredded AS shredded
  WHERE shredded.key_id = made.key_id AND mark.key_id = made.key_id;
  RETURN NULL;
END $$
""",
    """
CREATE TRIGGER no_return AFTER INSERT ON audit.fingerprint REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION audit.drop_shredded()
""",
)

_RULES = (
    "CREATE INDEX fingerprint_key ON audit.fingerprint (key_id)",
    """
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON audit.fingerprint
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()
""",
    "REVOKE ALL ON FUNCTION audit.forget_fingerprints(), audit.drop_shredded() FROM PUBLIC",
    "GRANT INSERT ON audit.fingerprint TO gateway_writer",
)


def upgrade() -> None:
    """Create the table, and what destroys its rows with their key."""
    for statement in (_FINGERPRINT, *_GONE_WITH_KEY, *_RULES):
        op.get_bind().exec_driver_sql(statement)
