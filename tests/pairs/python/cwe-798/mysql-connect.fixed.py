import os

import pymysql


def connect():
    return pymysql.connect(
        host="db.internal",
        user="orders",
        password=os.environ["ORDERS_DB_PASSWORD"],
        database="orders",
    )
