from flask import Blueprint, flash, redirect, render_template, request
import ldap3

bp = Blueprint("auth", __name__)


@bp.post("/login")
def login():
    try:
        ldap3.Connection("ldaps://dir", request.form["user"], request.form["password"], auto_bind=True)
    except ldap3.core.exceptions.LDAPException as e:
        return render_template("login.html", error=f"Login failed: {e}")
    return redirect("/")
