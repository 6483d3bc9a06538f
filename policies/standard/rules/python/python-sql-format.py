from sqlalchemy import text


def find(cursor, name):
    # ruleid: python-sql-format
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")
    # ruleid: python-sql-format
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)
    # ruleid: python-sql-format
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    # ruleid: python-sql-format
    cursor.execute("SELECT * FROM users WHERE name = '{}'".format(name))


def find_later(connection, name):
    query = "DELETE FROM users WHERE name = '" + name + "'"
    # ruleid: python-sql-format
    connection.execute(query)


def find_core(connection, name):
    # ruleid: python-sql-format
    connection.execute(text(f"SELECT id FROM users WHERE name = '{name}'"))


def safe(cursor, connection, name):
    # ok: python-sql-format
    cursor.execute("SELECT * FROM users WHERE name = %s", (name,))
    # ok: python-sql-format
    cursor.execute("SELECT * FROM users " + "WHERE name = ?", (name,))
    # ok: python-sql-format
    connection.execute(text("SELECT id FROM users WHERE name = :name"), {"name": name})


def not_sql(runner, name):
    # ok: python-sql-format
    runner.execute(f"job-{name}")
