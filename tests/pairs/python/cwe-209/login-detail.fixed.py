from flask import Blueprint, flash, redirect, render_template, request
import ldap3
import logging

bp = Blueprint("auth", __name__)
log = logging.getLogger(__name__)


@bp.post("/login")
def login():
    try:
        ldap3.Connection("ldaps://dir", request.form["user"], request.form["password"], auto_bind=True)
    except ldap3.core.exceptions.LDAPException as e:
        log.warning("login failed: %s", e)
        return render_template("login.html", error="Login failed")
    return redirect("/")
