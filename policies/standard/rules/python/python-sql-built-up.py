def find(cursor, name):
    query = "SELECT * FROM users WHERE active = 1"
    # ruleid: python-sql-built-up
    query += " AND name = '" + name + "'"
    cursor.execute(query)


def find_more(cursor, order):
    sql = "SELECT * FROM users"
    # ruleid: python-sql-built-up
    sql = sql + " ORDER BY " + order
    cursor.execute(sql)


def safe(cursor, name):
    query = "SELECT * FROM users WHERE active = 1"
    # ok: python-sql-built-up
    query += " AND name = ?"
    cursor.execute(query, (name,))


def safe_too(cursor, log, name):
    # ok: python-sql-built-up
    log += name
    cursor.execute("SELECT 1")
