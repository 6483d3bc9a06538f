from flask import redirect, request, url_for


def login():
    # ruleid: python-open-redirect
    return redirect(request.args.get("next"))


def logout():
    target = request.form["target"]
    # ruleid: python-open-redirect
    return redirect(target)


def safe():
    # ok: python-open-redirect
    return redirect(url_for("index", page=request.args.get("page")))


def safe_too():
    # ok: python-open-redirect
    return redirect("/home")
