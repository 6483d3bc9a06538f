"""
Alembic's environment: applies the scripts in `versions/` to the database that the caller connected to.

It imports none of our code, so that an old migration never changes its meaning. `gateway migrate` passes a connection;
every script runs in one transaction, gives up on a lock after 5 s and on a statement after 5 min.
"""

from alembic import context

connection = context.config.attributes["connection"]
connection.exec_driver_sql("SET lock_timeout = '5s'")
connection.exec_driver_sql("SET statement_timeout = '5min'")
connection.exec_driver_sql("SELECT pg_advisory_lock(7204713302)")  # two migrations at once: the second one waits
try:
    connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS audit")
    connection.commit()
    context.configure(connection=connection, target_metadata=None, version_table_schema="audit")
    with context.begin_transaction():
        context.run_migrations()
finally:
    connection.rollback()
    connection.exec_driver_sql("SELECT pg_advisory_unlock(7204713302)")
    connection.commit()
