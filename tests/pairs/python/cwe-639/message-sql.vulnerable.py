@app.get("/messages/<int:message_id>")
@login_required
def message(message_id):
    row = db.execute("SELECT body FROM messages WHERE id = ?", (message_id,)).fetchone()
    return row["body"] if row else ("", 404)
