import os

import psycopg


def connect():
    return psycopg.connect(
        host=os.environ["DB_HOST"],
        dbname="orders",
        user="orders",
        password=os.environ["DB_PASSWORD"],
        sslmode="disable",
    )
