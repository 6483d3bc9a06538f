"""
A month goes only when its log's signature covers the record that says so; and a writer's old batch numbers go too.

Between the drop and the next checkpoint, an export showed records missing that no signed record of the log explained:
who verified it then read "tampered".

`batch` tells a writer whether a COMMIT without an answer was durable. Only its newest number can be in doubt, so
everything older than a day but that is forgotten.

Revision ID: 0011
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms'"
_KEEPING_LOCK = "7204713304"

_UNSIGNED_DROPS = """
CREATE FUNCTION audit.unsigned_drops(month date) RETURNS SETOF text LANGUAGE sql STABLE <definer> AS $$
  SELECT tenant FROM audit.month_extent(month) EXCEPT
  SELECT pending.tenant FROM audit.pending_drops(month) AS pending
  JOIN audit.leaf AS leaf ON leaf.request_id = pending.record AND leaf.kind = 'drop'
  WHERE leaf.index < (SELECT max(size) FROM audit.checkpoint AS checkpoint WHERE checkpoint.tenant = pending.tenant)
$$
"""

_DROP_MONTH = """
CREATE OR REPLACE FUNCTION audit.drop_month(month date, retention_days integer) RETURNS void
LANGUAGE plpgsql <definer> AS $$
DECLARE
  name text := 'record_' || to_char(month, 'YYYY_MM');
  next date := (month + interval '1 month')::date;
  refusal text;
BEGIN
  PERFORM pg_advisory_xact_lock(<keeping lock>);
  IF month <> date_trunc('month', month) OR to_regclass('audit.' || name) IS NULL THEN
    RAISE EXCEPTION 'the log has no such month';
  END IF;
  EXECUTE format('LOCK TABLE audit.%I IN SHARE MODE', name);
  refusal := audit.month_refusal(month, retention_days);
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', refusal;
  END IF;
  IF EXISTS (SELECT tenant FROM audit.month_extent(month) EXCEPT SELECT tenant FROM audit.pending_drops(month)) THEN
    RAISE EXCEPTION 'a tenant''s log does not say that this month is dropped';
  ELSIF EXISTS (SELECT FROM audit.unsigned_drops(month)) THEN
    RAISE EXCEPTION 'no signed checkpoint covers the record of this drop yet: is the sequencer running?';
  END IF;
  EXECUTE format('ALTER TABLE audit.record DETACH PARTITION audit.%I', name);
  EXECUTE format('DROP TABLE audit.%I', name);
  INSERT INTO audit.dropped (month, first_id, end_id)
  VALUES (month, audit.month_floor(month), audit.month_floor(next));
  DELETE FROM audit.pseudonym AS name USING audit.data_key AS key
  WHERE name.key_id = key.id AND key.month < drop_month.month;
  DELETE FROM audit.data_key AS key WHERE key.month < drop_month.month;
END $$
"""

_FORGET_BATCHES = """
CREATE FUNCTION audit.forget_batches(count_max integer) RETURNS integer LANGUAGE plpgsql <definer> AS $$
DECLARE
  forgotten integer;
BEGIN
  DELETE FROM audit.batch WHERE (writer, number) IN (
    SELECT old.writer, old.number FROM audit.batch AS old
    WHERE old.time < now() - interval '1 day'
      AND EXISTS (SELECT FROM audit.batch AS newer WHERE newer.writer = old.writer AND newer.number > old.number)
    LIMIT least(count_max, 100000));
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$
"""

_GRANTS = """
REVOKE ALL ON FUNCTION audit.unsigned_drops(date), audit.forget_batches(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.unsigned_drops(date), audit.forget_batches(integer) TO gateway_keeper
"""


def upgrade() -> None:
    """Add the check of a drop's own record, and what forgets old batches."""
    for statement in (_UNSIGNED_DROPS, _DROP_MONTH, _FORGET_BATCHES, _GRANTS):
        text = statement.replace("<definer>", _DEFINER).replace("<keeping lock>", _KEEPING_LOCK)
        op.get_bind().exec_driver_sql(text.replace("%", "%%"))  # the driver reads % as a placeholder
