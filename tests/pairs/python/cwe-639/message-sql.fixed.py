@app.get("/messages/<int:message_id>")
@login_required
def message(message_id):
    row = db.execute("SELECT body FROM messages WHERE id = ? AND recipient_id = ?", (message_id, current_user.id)).fetchone()
    return row["body"] if row else ("", 404)
