import sqlite3
from html import escape

def render_comments(db: sqlite3.Connection, post_id: int) -> str:
    rows = db.execute("SELECT author, body FROM comments WHERE post_id = ?", (post_id,)).fetchall()
    items = []
    for author, body in rows:
        items.append(f"<li><b>{escape(author)}</b>: {escape(body)}</li>")
    return "<ul>" + "".join(items) + "</ul>"
