"""
Who reads the log past the gateway leaves a note first, of which a gateway makes a record.

The role gateway_reader still writes nothing. It may call `leave_note`, which notes the login, its address, the time and
what is asked, for the log of one tenant or for each: a note is bounded in size, and a login in how many it may leave.
Then it waits here, in a bounded table, until a gateway takes it. Its id is the request id of the record that will be
made of it, so that the log itself makes sure that there is one record, however many gateways take the same note.

The function that takes them, `take_notes`, is in migration 0018.

Revision ID: 0015
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms'"

_NOTE = """
CREATE TABLE audit.read_note (
  id uuid PRIMARY KEY,
  call uuid NOT NULL,
  time timestamptz NOT NULL,
  login text NOT NULL,
  address text NOT NULL,
  tenant text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('search', 'export')),
  query jsonb NOT NULL,
  taken timestamptz,
  recorded boolean NOT NULL DEFAULT false
)
"""

_INDEXES = (
    "CREATE INDEX read_note_login ON audit.read_note (login, time)",
    "CREATE INDEX read_note_waiting ON audit.read_note (time, id) WHERE NOT recorded",
)

# The names of logs by steps along an index, without reading every leaf or record.
_LOGS = """
CREATE FUNCTION audit.logs() RETURNS SETOF text LANGUAGE sql STABLE <definer> AS $$
  WITH RECURSIVE placed AS (
    SELECT min(tenant) AS tenant FROM audit.leaf
    UNION ALL
    SELECT (SELECT min(leaf.tenant) FROM audit.leaf AS leaf WHERE leaf.tenant > placed.tenant) FROM placed
    WHERE placed.tenant IS NOT NULL
  ), recorded AS (
    SELECT min(tenant) AS tenant FROM audit.record
    UNION ALL
    SELECT (SELECT min(record.tenant) FROM audit.record AS record WHERE record.tenant > recorded.tenant) FROM recorded
    WHERE recorded.tenant IS NOT NULL
  )
  SELECT tenant FROM placed WHERE tenant IS NOT NULL UNION SELECT tenant FROM recorded WHERE tenant IS NOT NULL
$$
"""

_LEAVE = """
CREATE FUNCTION audit.leave_note(deed text, whose text, asked jsonb) RETURNS SETOF uuid
LANGUAGE plpgsql <definer> AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  this_call uuid := gen_random_uuid();
  concerned text[];
BEGIN
  IF coalesce(deed, '') NOT IN ('search', 'export') OR octet_length(whose) > 1024
    OR coalesce(jsonb_typeof(asked), '') <> 'object' OR octet_length(asked::text) > 8192 THEN
    RAISE EXCEPTION 'a note says search or export, and what is asked' USING ERRCODE = 'invalid_parameter_value';
  ELSIF EXISTS (SELECT FROM jsonb_each(asked) AS item WHERE jsonb_typeof(item.value) <> 'string') THEN
    RAISE EXCEPTION 'what is asked is texts' USING ERRCODE = 'invalid_parameter_value';
  ELSIF (SELECT count(DISTINCT note.call) FROM audit.read_note AS note
      WHERE note.login = session_user AND note.time > moment - interval '1 minute') >= 60
    OR (SELECT count(*) FROM audit.read_note AS note WHERE note.login = session_user) >= 2000
    OR (SELECT count(*) FROM audit.read_note) >= 20000 THEN
    RAISE EXCEPTION 'too many notes' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  SELECT array_agg(log) INTO concerned FROM (SELECT log FROM audit.logs() AS log WHERE whose IS NULL OR log = whose
    LIMIT 1001) AS few;
  concerned := coalesce(concerned, ARRAY['']);
  IF cardinality(concerned) > 1000 THEN
    RAISE EXCEPTION 'too many logs' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  RETURN QUERY INSERT INTO audit.read_note (id, call, time, login, address, tenant, kind, query)
    SELECT (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7'
      || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
      this_call, moment, session_user, coalesce(host(inet_client_addr()), ''), log, deed, asked
    FROM unnest(concerned) AS log RETURNING id;
END $$
"""

_GRANTS = """
REVOKE ALL ON FUNCTION audit.logs(), audit.leave_note(text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.leave_note(text, text, jsonb) TO gateway_reader
"""


def upgrade() -> None:
    """Create the notes, and the function that leaves them."""
    for statement in (_NOTE, *_INDEXES, _LOGS, _LEAVE, _GRANTS):
        text = statement.replace("<definer>", _DEFINER)
        op.get_bind().exec_driver_sql(text.replace("%", "%%"))  # the driver reads % as a placeholder
