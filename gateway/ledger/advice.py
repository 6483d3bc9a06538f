"""
Says what the database's refusal means and what to do. Its own words are never passed on: they may name hosts, users and
values.
"""

import psycopg

# libpq gives no SQLSTATE for a connection that did not come to be, so its message is searched; it is never passed on.
_CONNECTING = (
    ("password authentication failed", "28P01", "check user and password in the ledger's url"),
    ("no password supplied", "28P01", "put the password into the ledger's url"),
    ("pg_hba.conf", "28000", "let pg_hba.conf admit this address, user and database"),
    ("role ", "28000", "check the user in the ledger's url; 'gateway migrate' makes the roles"),
    ("database ", "3D000", "check the database name in the ledger's url"),
    ("too many", "53300", "raise max_connections, or stop other clients"),
    ("remaining connection slots", "53300", "raise max_connections, or stop other clients"),
    ("starting up", "57P03", "wait until Postgres is ready"),
    ("shutting down", "57P03", "start Postgres"),
    ("certificate", "", "check sslmode and the certificates"),
    ("ssl", "", "check sslmode"),
    ("refused", "", "check host and port in the ledger's url, and that Postgres runs"),
    ("resolve", "", "check the host name in the ledger's url"),
    ("translate host name", "", "check the host name in the ledger's url"),
    ("timeout", "", "check host and port in the ledger's url, and the network"),
)
_NO_RIGHT = "42501"
_REFUSED = {
    "23514": "no month takes the request id, or a value is out of range: run 'gateway migrate'",
    "25006": "the database is read-only: point the ledger's url at the primary",
    "3F000": "run 'gateway migrate'",
    "42703": "run 'gateway migrate'",
    "42883": "run 'gateway migrate'",
    "42P01": "run 'gateway migrate'",
    "53100": "the database's disk is full",
    "55P03": "somebody holds a lock on the log's tables",
    "57014": "the statement took longer than three quarters of statement_ms_max",
}


def on_connecting(error: Exception) -> str:
    """Return class, SQLSTATE and advice for an error in connecting."""
    message = str(error).lower()
    state = error.sqlstate if isinstance(error, psycopg.Error) else None
    if isinstance(error, TimeoutError):
        message = "timeout"
    for phrase, usual_state, advice in _CONNECTING:
        if phrase in message:
            return _joined(type(error).__name__, state or usual_state, advice)
    return _joined(type(error).__name__, state or "", "look into the database's own log")


def on_refusal(error: psycopg.Error, role: str) -> str:
    """Return class, SQLSTATE, constraint and advice for a statement that was refused to a login of this role."""
    state = error.sqlstate or ""
    names = " ".join(part for part in (state, error.diag.constraint_name) if part)
    if state == _NO_RIGHT:
        return _joined(type(error).__name__, names, f"the login lacks a right: run 'gateway migrate' and grant {role}")
    return _joined(type(error).__name__, names, _REFUSED.get(state, ""))


def _joined(name: str, state: str, advice: str) -> str:
    return f"{name} {state}".strip() + (f": {advice}" if advice else "")
