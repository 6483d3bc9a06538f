"""
A note of a read waits until the log has its month.

No record could be made of a note that was left while no gateway ran for longer than retention, or by a clock far
ahead: gateways took it again and again, and each time the log said that an event was lost.

Revision ID: 0017
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms'"

_TAKE = """
CREATE OR REPLACE FUNCTION audit.take_notes(count_max integer) RETURNS TABLE (id uuid, "time" timestamptz, login text,
  address text, tenant text, kind text, query jsonb) LANGUAGE plpgsql <definer> AS $$
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
END $$
"""


def upgrade() -> None:
    """Take no note whose month is not there."""
    text = _TAKE.replace("<definer>", _DEFINER)
    op.get_bind().exec_driver_sql(text.replace("%", "%%"))  # the driver reads % as a placeholder
