"""
The queue of background work: Procrastinate's own tables, in a schema of their own, for the keeper's role.

Nothing in it is evidence: a job that is lost is deferred again by its timetable. The statements are those of the
version that `deploy/requirements.lock` names; a newer version brings the migrations that lead to it.

Revision ID: 0007
"""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = Path(__file__).parent.parent / "procrastinate-3.10.0.sql"

_GRANTS = """
REVOKE ALL ON SCHEMA queue FROM PUBLIC;
GRANT USAGE ON SCHEMA queue TO gateway_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA queue TO gateway_keeper;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA queue TO gateway_keeper
"""


def upgrade() -> None:
    """Create the schema `queue` and fill it."""
    connection = op.get_bind()
    connection.exec_driver_sql("CREATE SCHEMA queue")
    connection.exec_driver_sql("SET LOCAL search_path = queue, pg_catalog")
    connection.exec_driver_sql(_STATEMENTS.read_text().replace("%", "%%"))  # the driver reads % as a placeholder
    connection.exec_driver_sql("SET LOCAL search_path TO DEFAULT")
    connection.exec_driver_sql(_GRANTS)
