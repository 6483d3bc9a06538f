def login(response, app, value):
    # ruleid: python-open-cookie
    response.set_cookie("session", value, secure=False)
    # ruleid: python-open-cookie
    response.set_cookie("session", value, secure=True, httponly=False)
    # ruleid: python-open-cookie
    app.config["SESSION_COOKIE_SECURE"] = False


def safe(response, app, value):
    # ok: python-open-cookie
    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")
    # ok: python-open-cookie
    app.config["SESSION_COOKIE_SECURE"] = True
