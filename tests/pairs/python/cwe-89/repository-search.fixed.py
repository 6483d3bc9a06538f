import psycopg2
from psycopg2.extras import RealDictCursor

class CustomerRepository:
    def __init__(self, dsn: str) -> None:
        self.connection = psycopg2.connect(dsn)

    def search(self, name: str, city: str | None = None) -> list[dict]:
        with self.connection.cursor(cursor_factory=RealDictCursor) as cursor:
            sql = "SELECT * FROM customers WHERE name ILIKE %s"
            values = [f"%{name}%"]
            if city:
                sql += " AND city = %s"
                values.append(city)
            cursor.execute(sql, values)
            return cursor.fetchall()
