import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)
COLUMNS = {"created": "created_at", "total": "total", "status": "status"}

def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect("shop.db")
    return g.db

@app.get("/orders")
def orders():
    sort = request.args.get("sort", "created")
    query = f"SELECT id, total, status FROM orders ORDER BY {sort}"
    rows = get_db().execute(query).fetchall()
    return jsonify([list(row) for row in rows])
