import os

import psycopg2


def connection():
    password = os.environ["PGPASSWORD"]
    return psycopg2.connect(host="pg", user="app", password=password, dbname="app")
