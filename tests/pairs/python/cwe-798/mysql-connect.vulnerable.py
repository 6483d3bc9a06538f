import pymysql


def connect():
    return pymysql.connect(
        host="db.internal",
        user="orders",
        password="Wint3r!Orders#22",
        database="orders",
    )
