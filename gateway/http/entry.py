"""What the edge knows of one HTTP request before it has been parsed: its id, its caller, when it began."""

from dataclasses import dataclass

from gateway.values import Caller, Dialect

PUBLIC_ROUTES = frozenset({"/livez", "/readyz", "/health"})
PUBLIC_LOG = "/log/"  # open to whoever comes from an allowed address
_TGI_ROUTES = frozenset({"/", "/generate", "/generate_stream", "/info", "/health"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One request at the door. `caller` is None on public routes only. `began_us` is monotonic, in microseconds."""

    request_id: str
    began_us: int
    route: str
    peer: str
    client: str
    dialect: Dialect
    caller: Caller | None


def dialect_of(path: str) -> Dialect:
    """Return the protocol whose error form fits this path."""
    if path in _TGI_ROUTES:
        return Dialect.TGI
    return Dialect.OPENAI if path.startswith("/v1/") else Dialect.NATIVE
