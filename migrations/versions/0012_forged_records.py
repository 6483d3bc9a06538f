"""
A record that somebody forged with the writer's login stops no chore, passes for no drop, and hides from no sequencer.

The functions of keeping read records of holds, drops and shreds. One whose bytes are no JSON made them fail for ever,
and it cannot be deleted. A record of a drop now counts only if it says exactly what is dropped: one that was forged
ahead, or made stale by a record that came late, is followed by a true one. A record has the number of the transaction
that wrote it, or it could lie where the sequencer never looks again.

Revision ID: 0012
"""

from alembic import op

revision = "0012"
down_revision = "0008"
branch_labels = None
depends_on = None

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms'"
_MONTHS_MAX = 24

_DETAILS = """
CREATE FUNCTION audit.details_of(canonical bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN convert_from(canonical, 'UTF8')::jsonb -> 'details';
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  RETURN NULL;
END $$
"""

_IS_RECORDED = """
CREATE OR REPLACE FUNCTION audit.is_recorded(deed uuid, wanted_kind text, wanted_tenant text, wanted jsonb)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM audit.record AS record
    WHERE record.request_id = deed AND record.kind = wanted_kind AND record.tenant = wanted_tenant
      AND audit.details_of(record.canonical) @> wanted)
$$
"""

_PENDING_DROPS = """
CREATE OR REPLACE FUNCTION audit.pending_drops(month date) RETURNS TABLE (tenant text, record uuid)
LANGUAGE sql STABLE <definer> AS $$
  SELECT record.tenant, record.request_id FROM audit.record AS record
  JOIN audit.month_extent(month) AS extent ON extent.tenant = record.tenant
  WHERE record.kind = 'drop' AND audit.details_of(record.canonical) @> jsonb_build_object(
    'month', to_char(month, 'YYYY-MM'), 'first_index', extent.first, 'last_index', extent.last,
    'records', extent.records)
$$
"""

_UNFINISHED = """
CREATE OR REPLACE FUNCTION audit.unfinished_shreds() RETURNS TABLE (record uuid, tenant text, owner text, month date)
LANGUAGE sql STABLE <definer> AS $$
  SELECT asked.request_id, asked.tenant, asked.details ->> 'owner',
    CASE WHEN asked.details ->> 'month' <> '' THEN to_date(asked.details ->> 'month', 'YYYY-MM') END
  FROM (SELECT request_id, record.tenant, audit.details_of(canonical) AS details
    FROM audit.record AS record WHERE kind = 'shred') AS asked
  WHERE asked.details ->> 'month' ~ '^(2[0-9]{3}-(0[1-9]|1[0-2]))?$' AND asked.details ->> 'owner' IS NOT NULL
    AND NOT EXISTS (SELECT FROM audit.shred AS shred WHERE shred.record = asked.request_id)
$$
"""

_UNPLACED = """
CREATE FUNCTION audit.unplaced_holds() RETURNS SETOF uuid LANGUAGE sql STABLE <definer> AS $$
  SELECT record.request_id FROM audit.record AS record
  WHERE record.kind = 'hold' AND audit.details_of(record.canonical) @> '{"deed": "placed"}'
    AND NOT EXISTS (SELECT FROM audit.hold AS hold WHERE hold.hold_id = record.request_id)
  LIMIT 100
$$
"""

_OWN_XID = (
    """
CREATE FUNCTION audit.refuse_foreign_xid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a record has the number of the transaction that writes it' USING ERRCODE = 'insufficient_privilege';
END $$
""",
    """
CREATE TRIGGER own_xid BEFORE INSERT ON audit.record FOR EACH ROW WHEN (NEW.xid <> pg_current_xact_id())
  EXECUTE FUNCTION audit.refuse_foreign_xid()
""",
)

_BOUND_MONTHS = """
CREATE OR REPLACE FUNCTION audit.ensure_partitions(months_ahead integer) RETURNS SETOF text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first timestamptz;
  name text;
BEGIN
  FOR step IN -1..least(months_ahead, <months max>) LOOP
    first := date_trunc('month', now() AT TIME ZONE 'UTC' + make_interval(months => step)) AT TIME ZONE 'UTC';
    name := 'record_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
    CONTINUE WHEN to_regclass('audit.' || name) IS NOT NULL;
    EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.record FOR VALUES FROM (%L) TO (%L) '
      'WITH (toast_tuple_target = 8160)', name,
      audit.uuid_floor(first), audit.uuid_floor((first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.%I '
      'FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', name);
    RETURN NEXT name;
  END LOOP;
END $$
"""

_GRANTS = """
REVOKE ALL ON FUNCTION audit.details_of(bytea), audit.unplaced_holds(), audit.refuse_foreign_xid() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.unplaced_holds() TO gateway_keeper
"""


def upgrade() -> None:
    """Read forged records as what they are. It locks the log for a moment."""
    keeping = (_DETAILS, _IS_RECORDED, _PENDING_DROPS, _UNFINISHED, _UNPLACED)
    for statement in (*keeping, *_OWN_XID, _BOUND_MONTHS, _GRANTS):
        text = statement.replace("<definer>", _DEFINER).replace("<months max>", str(_MONTHS_MAX))
        op.get_bind().exec_driver_sql(text.replace("%", "%%"))  # the driver reads % as a placeholder
