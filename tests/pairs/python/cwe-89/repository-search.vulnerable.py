import psycopg2
from psycopg2.extras import RealDictCursor

class CustomerRepository:
    def __init__(self, dsn: str) -> None:
        self.connection = psycopg2.connect(dsn)

    def search(self, name: str, city: str | None = None) -> list[dict]:
        with self.connection.cursor(cursor_factory=RealDictCursor) as cursor:
            sql = "SELECT * FROM customers WHERE name ILIKE '%" + name + "%'"
            if city:
                sql += " AND city = '" + city + "'"
            cursor.execute(sql)
            return cursor.fetchall()
