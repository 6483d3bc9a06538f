"""
A note of a read that waits too long is everybody's, and a shred counts the fingerprints that it destroys.

`take_notes` is the writer's. A note is handed out once in 30 seconds: one that no record followed, since that gateway
was killed, is taken again; one that has its record goes after ten minutes, and counts against the login's rate until
then; one whose month the log does not have waits for it. A stolen writer's login could take every note, and hold its
lock, for ever: so what is older than two minutes goes to whoever asks, in no order and without a lock. The log itself
makes sure that there is one record of it.

Revision ID: 0018
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms'"
_KEEPING_LOCK = "7204713304"

_TAKE = """
CREATE OR REPLACE FUNCTION audit.take_notes(count_max integer) RETURNS TABLE (id uuid, "time" timestamptz, login text,
  address text, tenant text, kind text, query jsonb) LANGUAGE plpgsql <definer> AS $$
DECLARE
  moment timestamptz := clock_timestamp();
BEGIN
  UPDATE audit.read_note SET recorded = true WHERE read_note.id IN (
    SELECT note.id FROM audit.read_note AS note WHERE NOT note.recorded AND note.taken IS NOT NULL
      AND EXISTS (SELECT FROM audit.record AS record WHERE record.request_id = note.id AND record.kind = note.kind
        AND record.candidate = 0)
    FOR UPDATE SKIP LOCKED);
  DELETE FROM audit.read_note WHERE read_note.id IN (
    SELECT note.id FROM audit.read_note AS note
    WHERE note.recorded AND note.time < clock_timestamp() - interval '10 minutes' FOR UPDATE SKIP LOCKED);
  RETURN QUERY UPDATE audit.read_note AS note SET taken = clock_timestamp() WHERE note.id IN (
    SELECT waiting.id FROM audit.read_note AS waiting WHERE NOT waiting.recorded
      AND (waiting.taken IS NULL OR waiting.taken < clock_timestamp() - interval '30 seconds')
      AND to_regclass('audit.record_' || to_char(waiting.time AT TIME ZONE 'UTC', 'YYYY_MM')) IS NOT NULL
    ORDER BY waiting.time, waiting.id LIMIT least(count_max, 100) FOR UPDATE SKIP LOCKED)
  RETURNING note.id, note.time, note.login, note.address, note.tenant, note.kind, note.query;
  RETURN QUERY SELECT late.id, late.time, late.login, late.address, late.tenant, late.kind, late.query
    FROM audit.read_note AS late WHERE NOT late.recorded AND (late.taken IS NULL OR late.taken < moment)
      AND late.time < moment - interval '2 minutes'
      AND to_regclass('audit.record_' || to_char(late.time AT TIME ZONE 'UTC', 'YYYY_MM')) IS NOT NULL
      AND NOT EXISTS (SELECT FROM audit.record AS record WHERE record.request_id = late.id AND record.kind = late.kind
        AND record.candidate = 0)
    ORDER BY random() LIMIT least(count_max, 100);
END $$
"""

_TAKE_GRANTS = """
REVOKE ALL ON FUNCTION audit.take_notes(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.take_notes(integer) TO gateway_writer
"""

_COUNT = "ALTER TABLE audit.shred ADD COLUMN fingerprints bigint NOT NULL DEFAULT 0"

# No key, name or fingerprint can be written while the locks are held, and none of a shredded key after.
_SHRED = """
CREATE OR REPLACE FUNCTION audit.shred_keys(record_id uuid, whose text, its_owner text, only_month date)
RETURNS audit.shred LANGUAGE plpgsql <definer> AS $$
DECLARE
  done audit.shred;
  named jsonb := jsonb_build_object('owner', its_owner, 'month', coalesce(to_char(only_month, 'YYYY-MM'), ''));
  refusal text;
BEGIN
  PERFORM pg_advisory_xact_lock(<keeping lock>);
  SELECT * INTO done FROM audit.shred AS shred WHERE shred.record = record_id;
  IF FOUND THEN
    RETURN done;
  END IF;
  refusal := audit.shred_refusal(whose, its_owner, only_month);
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', refusal;
  END IF;
  IF NOT audit.is_recorded(record_id, 'shred', whose, named) THEN
    RAISE EXCEPTION 'there is no record of this shred in the log';
  END IF;
  LOCK TABLE audit.data_key, audit.pseudonym, audit.fingerprint IN SHARE ROW EXCLUSIVE MODE;
  done := ROW((SELECT coalesce(max(epoch), 0) + 1 FROM audit.shred), record_id, whose, its_owner, only_month, 0, 0,
    now(), 0);
  WITH gone AS (
    DELETE FROM audit.data_key AS key WHERE key.tenant = whose AND key.owner = its_owner
      AND (only_month IS NULL OR key.month = only_month) RETURNING key.id, key.month
  ), kept AS (
    INSERT INTO audit.shredded SELECT gone.id, whose, its_owner, gone.month FROM gone
  ), erased AS (
    DELETE FROM audit.pseudonym AS name USING gone WHERE name.key_id = gone.id RETURNING name.key_id
  )
  SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM erased),
    (SELECT count(*) FROM audit.fingerprint AS mark JOIN gone ON mark.key_id = gone.id)
  INTO done.keys, done.names, done.fingerprints;
  INSERT INTO audit.shred SELECT done.*;
  PERFORM pg_notify('audit_shredded', done.epoch || ' ' || its_owner);
  RETURN done;
END $$
"""


def upgrade() -> None:
    """Hand out what is late, and count fingerprints."""
    for statement in (_TAKE, _TAKE_GRANTS, _COUNT, _SHRED):
        text = statement.replace("<definer>", _DEFINER).replace("<keeping lock>", _KEEPING_LOCK)
        op.get_bind().exec_driver_sql(text.replace("%", "%%"))  # the driver reads % as a placeholder
