"""
What is kept, for how long, and what is erased: legal holds, months dropped, data keys shredded, keys wrapped anew.

The role gateway_keeper may touch no table. It may call functions of the owner, and each of them checks for itself: a
record of the deed is in the log already, no hold is in force, the month is old enough, sequenced to its last record and
covered by a signed checkpoint. So a stolen keeper's login cannot erase what the law or the house wants kept.

`retention` holds the least retention in days. Only the owner can lower it: 184 days are six months, which the EU AI
Act (Art. 19 and 26) and China's Cybersecurity Law (Art. 21) both ask for.

`shredded` keeps the ids of destroyed data keys, so that no gateway that still has one in memory can bring it back: the
trigger `no_return` drops such rows of keys and names. Each shred counts `epoch` up and tells every gateway's connection
(NOTIFY); a gateway that has forgotten the keys says so by an advisory lock on the new epoch.

Revision ID: 0004
"""

from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

_ROLE = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gateway_keeper') THEN
    BEGIN
      CREATE ROLE gateway_keeper NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database's migration was faster
    END;
  END IF;
END $$
"""

_TABLES = (
    """
CREATE TABLE audit.retention (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  days_min integer NOT NULL CHECK (days_min > 0)
)
""",
    "INSERT INTO audit.retention (days_min) VALUES (184)",
    """
CREATE TABLE audit.hold (
  hold_id uuid PRIMARY KEY,
  tenant text,
  owner text,
  repository text,
  since timestamptz,
  until timestamptz,
  reason text NOT NULL CHECK (reason <> ''),
  placed_by text NOT NULL CHECK (placed_by <> ''),
  time timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nonnulls(tenant, owner, repository, since, until) > 0),
  CHECK (owner IS NULL OR tenant IS NOT NULL)
)
""",
    """
CREATE TABLE audit.lift (
  hold_id uuid PRIMARY KEY REFERENCES audit.hold,
  record uuid NOT NULL,
  time timestamptz NOT NULL DEFAULT now()
)
""",
    """
CREATE TABLE audit.dropped (
  month date PRIMARY KEY,
  first_id uuid NOT NULL,
  end_id uuid NOT NULL,
  time timestamptz NOT NULL DEFAULT now()
)
""",
    """
CREATE TABLE audit.shred (
  epoch bigint PRIMARY KEY,
  record uuid NOT NULL UNIQUE,
  tenant text NOT NULL,
  owner text NOT NULL,
  month date,
  keys integer NOT NULL,
  names integer NOT NULL,
  time timestamptz NOT NULL DEFAULT now()
)
""",
    """
CREATE TABLE audit.shredded (
  key_id uuid PRIMARY KEY,
  tenant text NOT NULL,
  owner text NOT NULL,
  month date NOT NULL
)
""",
)

_VIEWS = (
    """
CREATE VIEW audit.hold_in_force AS SELECT hold.* FROM audit.hold AS hold
WHERE NOT EXISTS (SELECT FROM audit.lift AS lift WHERE lift.hold_id = hold.hold_id)
""",
    """
CREATE VIEW audit.key_owner AS SELECT id, owner FROM audit.data_key
UNION ALL SELECT key_id, owner FROM audit.shredded
""",
)

_KEEPING_INDEX = """
CREATE INDEX record_keeping ON audit.record (kind, request_id) WHERE kind IN ('hold', 'drop', 'shred')
"""

_GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.{table}
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()
"""

# A data key may be wrapped anew; nothing else of its row ever changes.
_GUARD_DATA_KEY = (
    "DROP TRIGGER append_only ON audit.data_key",
    """
CREATE TRIGGER append_only BEFORE TRUNCATE ON audit.data_key
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()
""",
    """
CREATE TRIGGER only_rewrapped BEFORE UPDATE ON audit.data_key FOR EACH ROW
  WHEN ((OLD.id, OLD.tenant, OLD.owner, OLD.month, OLD.writer)
    IS DISTINCT FROM (NEW.id, NEW.tenant, NEW.owner, NEW.month, NEW.writer))
  EXECUTE FUNCTION audit.refuse_change()
""",
)

_NO_RETURN = (
    """
CREATE FUNCTION audit.refuse_shredded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM audit.shredded WHERE key_id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER no_return BEFORE INSERT ON audit.data_key FOR EACH ROW EXECUTE FUNCTION audit.refuse_shredded('id')
""",
    """
CREATE TRIGGER no_return BEFORE INSERT ON audit.pseudonym
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_shredded('key_id')
""",
)

# Functions of the owner: with a fixed search path nobody can slip in a table, and a busy log is left alone.
_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms'"
_KEEPING_LOCK = "7204713304"  # holds, shreds and drops happen one after the other

_IS_RECORDED = """
CREATE FUNCTION audit.is_recorded(deed uuid, wanted_kind text, wanted_tenant text, wanted jsonb)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM audit.record AS record
    WHERE record.request_id = deed AND record.kind = wanted_kind AND record.tenant = wanted_tenant
      AND (convert_from(record.canonical, 'UTF8')::jsonb -> 'details') @> wanted)
$$
"""

_PLACE_HOLD = """
CREATE FUNCTION audit.place_hold(hold_id uuid, tenant text, owner text, repository text, since timestamptz,
  until timestamptz, reason text, placed_by text) RETURNS void LANGUAGE plpgsql <definer> AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(<keeping lock>);
  IF NOT audit.is_recorded(hold_id, 'hold', coalesce(tenant, ''), '{"deed": "placed"}') THEN
    RAISE EXCEPTION 'there is no record of this hold in the log';
  END IF;
  INSERT INTO audit.hold VALUES (hold_id, tenant, owner, repository, since, until, reason, placed_by)
  ON CONFLICT DO NOTHING;
END $$
"""

_LIFT_HOLD = """
CREATE FUNCTION audit.lift_hold(lifted uuid, record_id uuid) RETURNS void LANGUAGE plpgsql <definer> AS $$
DECLARE
  named jsonb := jsonb_build_object('deed', 'lifted', 'hold', lifted);
  its_tenant text;
BEGIN
  PERFORM pg_advisory_xact_lock(<keeping lock>);
  SELECT coalesce(tenant, '') INTO its_tenant FROM audit.hold WHERE hold_id = lifted;
  IF its_tenant IS NULL THEN
    RAISE EXCEPTION 'there is no such hold';
  END IF;
  IF NOT audit.is_recorded(record_id, 'hold', its_tenant, named) THEN
    RAISE EXCEPTION 'there is no record in the log that this hold is lifted';
  END IF;
  INSERT INTO audit.lift VALUES (lifted, record_id) ON CONFLICT DO NOTHING;
END $$
"""

_HOLDS = """
CREATE FUNCTION audit.holds() RETURNS TABLE (hold_id uuid, tenant text, owner text, repository text,
  since timestamptz, until timestamptz, reason text, placed_by text, placed timestamptz, lifted timestamptz)
LANGUAGE sql STABLE <definer> AS $$
  SELECT hold.hold_id, hold.tenant, hold.owner, hold.repository, hold.since, hold.until, hold.reason, hold.placed_by,
    hold.time, lift.time
  FROM audit.hold AS hold LEFT JOIN audit.lift AS lift USING (hold_id) ORDER BY hold.time
$$
"""

_MONTHS = """
CREATE FUNCTION audit.months() RETURNS SETOF date LANGUAGE sql STABLE <definer> AS $$
  SELECT to_date(right(part.relname, 7), 'YYYY_MM') FROM pg_inherits
  JOIN pg_class AS part ON part.oid = inhrelid
  WHERE inhparent = 'audit.record'::regclass ORDER BY 1
$$
"""

_MONTH_BOUNDS = """
CREATE FUNCTION audit.month_floor(month date) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT audit.uuid_floor(month::timestamp AT TIME ZONE 'UTC')
$$
"""

_MONTH_EXTENT = """
CREATE FUNCTION audit.month_extent(wanted date) RETURNS TABLE (tenant text, first bigint, last bigint, records bigint)
LANGUAGE sql STABLE <definer> AS $$
  SELECT leaf.tenant, min(leaf.index), max(leaf.index), count(*) FROM audit.leaf AS leaf
  WHERE leaf.request_id >= audit.month_floor(wanted)
    AND leaf.request_id < audit.month_floor((wanted + interval '1 month')::date)
  GROUP BY leaf.tenant ORDER BY leaf.tenant
$$
"""

_MONTH_REFUSAL = """
CREATE FUNCTION audit.month_refusal(month date, retention_days integer) RETURNS text
LANGUAGE plpgsql STABLE <definer> AS $$
DECLARE
  next date := (month + interval '1 month')::date;
  low uuid := audit.month_floor(month);
  high uuid := audit.month_floor(next);
  least integer := (SELECT days_min FROM audit.retention);
  held uuid;
BEGIN
  IF retention_days IS NULL OR retention_days < least THEN
    RETURN format('a retention of %s days is below the %s that the owner of the database allows', retention_days,
      least);
  ELSIF (next::timestamp AT TIME ZONE 'UTC') + make_interval(days => retention_days) > now() THEN
    RETURN 'the month is not past retention';
  ELSIF EXISTS (SELECT FROM audit.months() AS other WHERE other < month) THEN
    RETURN 'an older month is still there: the oldest goes first';
  ELSIF EXISTS (SELECT FROM audit.record AS record WHERE record.request_id >= low AND record.request_id < high
      AND NOT EXISTS (SELECT FROM audit.leaf AS leaf WHERE leaf.request_id = record.request_id
        AND leaf.kind = record.kind AND leaf.candidate = record.candidate)) THEN
    RETURN 'the month has records without a place in the Merkle log: is the sequencer running?';
  ELSIF EXISTS (SELECT FROM audit.month_extent(month) AS extent WHERE extent.last >= (
      SELECT coalesce(max(size), 0) FROM audit.checkpoint AS checkpoint
      WHERE checkpoint.tenant = extent.tenant)) THEN
    RETURN 'no signed checkpoint covers the month''s records yet';
  END IF;
  SELECT hold.hold_id INTO held FROM audit.hold_in_force AS hold
  WHERE EXISTS (SELECT FROM audit.record AS record WHERE record.request_id >= low AND record.request_id < high
    AND (hold.tenant IS NULL OR record.tenant = hold.tenant)
    AND (hold.repository IS NULL OR record.repository = hold.repository)
    AND (hold.since IS NULL OR record.time >= hold.since)
    AND (hold.until IS NULL OR record.time < hold.until)
    AND (hold.owner IS NULL OR EXISTS (SELECT FROM audit.key_owner AS key
      WHERE key.id = record.key_id AND key.owner = hold.owner)))
  LIMIT 1;
  RETURN CASE WHEN held IS NOT NULL THEN format('hold %s is in force', held) END;
END $$
"""

_PENDING_DROPS = """
CREATE FUNCTION audit.pending_drops(month date) RETURNS TABLE (tenant text, record uuid)
LANGUAGE sql STABLE <definer> AS $$
  SELECT record.tenant, record.request_id FROM audit.record AS record
  WHERE record.kind = 'drop'
    AND convert_from(record.canonical, 'UTF8')::jsonb #>> '{details,month}' = to_char(month, 'YYYY-MM')
$$
"""

# The checks run under a lock that lets nothing more into the month; the parent is locked for the last step only. Keys
# and names go one month later than their records: the request of a record may have begun the month before.
_DROP_MONTH = """
CREATE FUNCTION audit.drop_month(month date, retention_days integer) RETURNS void LANGUAGE plpgsql <definer> AS $$
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

_SHRED_REFUSAL = """
CREATE FUNCTION audit.shred_refusal(whose text, its_owner text, only_month date) RETURNS text
LANGUAGE sql STABLE <definer> AS $$
  SELECT format('hold %s is in force', hold.hold_id) FROM audit.hold_in_force AS hold
  JOIN audit.data_key AS key ON key.tenant = whose AND key.owner = its_owner
    AND (only_month IS NULL OR key.month = only_month)
  WHERE (hold.tenant IS NULL OR hold.tenant = whose)
    AND (hold.owner IS NULL OR hold.owner = its_owner)
    AND (hold.since IS NULL OR hold.since < (key.month + interval '1 month') AT TIME ZONE 'UTC')
    AND (hold.until IS NULL OR hold.until > key.month::timestamp AT TIME ZONE 'UTC')
    AND (hold.repository IS NULL OR EXISTS (SELECT FROM audit.record AS record WHERE record.key_id = key.id
      AND record.repository = hold.repository
      AND record.request_id >= audit.month_floor((key.month - interval '1 month')::date)
      AND record.request_id < audit.month_floor((key.month + interval '2 months')::date)))
  LIMIT 1
$$
"""

# No key or name can be written while the locks are held, and none of a shredded key after.
_SHRED = """
CREATE FUNCTION audit.shred_keys(record_id uuid, whose text, its_owner text, only_month date) RETURNS audit.shred
LANGUAGE plpgsql <definer> AS $$
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
  LOCK TABLE audit.data_key, audit.pseudonym IN SHARE ROW EXCLUSIVE MODE;
  done := ROW((SELECT coalesce(max(epoch), 0) + 1 FROM audit.shred), record_id, whose, its_owner, only_month, 0, 0,
    now());
  WITH gone AS (
    DELETE FROM audit.data_key AS key WHERE key.tenant = whose AND key.owner = its_owner
      AND (only_month IS NULL OR key.month = only_month) RETURNING key.id, key.month
  ), kept AS (
    INSERT INTO audit.shredded SELECT gone.id, whose, its_owner, gone.month FROM gone
  ), erased AS (
    DELETE FROM audit.pseudonym AS name USING gone WHERE name.key_id = gone.id RETURNING name.key_id
  )
  SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM erased) INTO done.keys, done.names;
  INSERT INTO audit.shred SELECT done.*;
  PERFORM pg_notify('audit_shredded', done.epoch || ' ' || its_owner);
  RETURN done;
END $$
"""

_SHRED_EPOCH = """
CREATE FUNCTION audit.shred_epoch() RETURNS integer LANGUAGE sql STABLE <definer> AS $$
  SELECT coalesce(max(epoch), 0)::integer FROM audit.shred
$$
"""

_UNFINISHED = """
CREATE FUNCTION audit.unfinished_shreds() RETURNS TABLE (record uuid, tenant text, owner text, month date)
LANGUAGE sql STABLE <definer> AS $$
  SELECT asked.request_id, asked.tenant, asked.details ->> 'owner',
    to_date(nullif(asked.details ->> 'month', ''), 'YYYY-MM')
  FROM (SELECT request_id, tenant, convert_from(canonical, 'UTF8')::jsonb -> 'details' AS details
    FROM audit.record WHERE kind = 'shred') AS asked
  WHERE NOT EXISTS (SELECT FROM audit.shred AS shred WHERE shred.record = asked.request_id)
$$
"""

_REWRAPPING = (
    """
CREATE FUNCTION audit.keys_wrapped_otherwise(wanted text, count_max integer) RETURNS SETOF audit.data_key
LANGUAGE sql STABLE <definer> AS $$
  SELECT * FROM audit.data_key WHERE wrapping_key_id <> wanted ORDER BY id LIMIT least(count_max, 10000)
$$
""",
    """
CREATE FUNCTION audit.rewrap(key_ids uuid[], wrapped_anew bytea[], wrapped_by text) RETURNS integer
LANGUAGE plpgsql <definer> AS $$
DECLARE
  changed integer;
BEGIN
  UPDATE audit.data_key AS key SET wrapped = given.wrapped, wrapping_key_id = wrapped_by
  FROM unnest(key_ids, wrapped_anew) AS given (id, wrapped) WHERE key.id = given.id;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$
""",
    "CREATE INDEX data_key_wrapping ON audit.data_key (wrapping_key_id)",
)

_ENSURE = "ALTER FUNCTION audit.ensure_partitions(integer) SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

_GRANTS = """
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT USAGE ON SCHEMA audit TO gateway_keeper;
GRANT EXECUTE ON FUNCTION audit.ensure_partitions(integer), audit.months(), audit.month_extent(date),
  audit.month_refusal(date, integer), audit.pending_drops(date), audit.drop_month(date, integer),
  audit.place_hold(uuid, text, text, text, timestamptz, timestamptz, text, text), audit.lift_hold(uuid, uuid),
  audit.holds(), audit.shred_refusal(text, text, date), audit.shred_keys(uuid, text, text, date),
  audit.unfinished_shreds(), audit.shred_epoch(), audit.keys_wrapped_otherwise(text, integer),
  audit.rewrap(uuid[], bytea[], text) TO gateway_keeper;
GRANT EXECUTE ON FUNCTION audit.shred_epoch() TO gateway_writer;
GRANT SELECT ON audit.hold, audit.lift, audit.dropped, audit.shred, audit.shredded TO gateway_reader
"""


def upgrade() -> None:
    """Create holds, shreds and drops, the functions that check them, and the keeper's role."""
    guards = tuple(_GUARD.format(table=table) for table in ("hold", "lift", "dropped", "shred", "shredded"))
    functions = (_IS_RECORDED, _PLACE_HOLD, _LIFT_HOLD, _HOLDS, _MONTHS, _MONTH_BOUNDS, _MONTH_EXTENT, _MONTH_REFUSAL)
    deeds = (_PENDING_DROPS, _DROP_MONTH, _SHRED_REFUSAL, _SHRED, _SHRED_EPOCH, _UNFINISHED, *_REWRAPPING)
    tables = (_ROLE, *_TABLES, *_VIEWS, _KEEPING_INDEX, *guards, *_GUARD_DATA_KEY, *_NO_RETURN)
    for statement in (*tables, *functions, *deeds, _ENSURE, _GRANTS):
        text = statement.replace("<definer>", _DEFINER).replace("<keeping lock>", _KEEPING_LOCK)
        op.get_bind().exec_driver_sql(text.replace("%", "%%"))  # the driver reads % as a placeholder
