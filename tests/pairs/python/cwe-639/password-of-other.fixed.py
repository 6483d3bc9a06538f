from flask import request, session

@app.post("/password")
def change_password():
    user = User.query.get(session["user_id"])
    user.set_password(request.form["password"])
    db.session.commit()
    return redirect("/profile")
