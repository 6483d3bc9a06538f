import sqlite3

from flask import request


def find():
    connection = sqlite3.connect("shop.db")
    try:
        rows = connection.execute("SELECT name FROM item WHERE id = ?", (request.args["id"],)).fetchall()
    except sqlite3.Error as failure:
        return "Database error: " + str(failure), 500
    return {"items": rows}
