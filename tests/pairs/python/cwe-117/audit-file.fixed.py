from datetime import datetime, timezone

def record(user: str, action: str, path: str = "audit.log") -> None:
    now = datetime.now(tz=timezone.utc).isoformat()
    with open(path, "a", encoding="utf-8") as log:
        log.write(f"{now} {user!r} {action!r}\n")

def handle(environ: dict, start_response) -> list[bytes]:
    record(environ.get("HTTP_X_USER", "-"), environ.get("QUERY_STRING", ""))
    start_response("204 No Content", [])
    return []
