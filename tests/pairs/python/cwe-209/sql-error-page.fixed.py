import sqlite3

from flask import request
from flask import current_app


def find():
    connection = sqlite3.connect("shop.db")
    try:
        rows = connection.execute("SELECT name FROM item WHERE id = ?", (request.args["id"],)).fetchall()
    except sqlite3.Error as failure:
        current_app.logger.error("database error: %s", failure)
        return "The search is not available.", 500
    return {"items": rows}
