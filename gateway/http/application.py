"""Put the edge together: routes behind the gate, and the one handler that turns failures into answers."""

import traceback
from collections.abc import Sequence
from typing import Protocol, cast

import structlog
from litestar import Litestar, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from gateway.errors import (
    BadRequest,
    BodyTooLarge,
    GatewayError,
    InternalError,
    MethodNotAllowed,
    NotFound,
)
from gateway.http import audit, health, openai, tgi
from gateway.http.answers import error_body, error_headers
from gateway.http.edge import Edge, HttpRequest, entry_of
from gateway.http.gate import Application, Gate
from gateway.http.health import Probe, Readiness
from gateway.ports import Access, Evidence, Notes, Proofs, PublicLog

_SERVER_ERRORS = 500
_FRAMEWORK: dict[int, type[GatewayError]] = {404: NotFound, 405: MethodNotAllowed, 413: BodyTooLarge}
ROUTES = (
    openai.completions,
    openai.chat,
    openai.models,
    tgi.compatible,
    tgi.generate_whole,
    tgi.generate_stream,
    tgi.info,
    audit.search,
    audit.proof,
    audit.record,
    audit.consistency,
    audit.export,
    audit.decrypt,
    audit.public_log,
    health.livez,
    health.readyz,
    health.metrics,
)
_log = structlog.get_logger("gateway.http")


class ShownLog(Evidence, Proofs, PublicLog, Protocol):
    """What is shown of the log, to auditors and to everybody within the networks."""


def create(edge: Edge, access: Access, ledger: Notes, evidence: ShownLog, probes: Sequence[Probe]) -> Application:
    """Return the ASGI application."""
    application = Litestar(
        route_handlers=list(ROUTES),
        exception_handlers={Exception: _answer_failure, HTTPException: _answer_failure},
        state=State({"edge": edge, "readiness": Readiness(probes), "evidence": evidence}),
        request_max_body_size=edge.settings.body_bytes_max,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    return Gate(cast("Application", application), access, ledger, edge.meters)


def _answer_failure(request: HttpRequest, error: Exception) -> Response[bytes]:
    """Turn any exception into an answer in the dialect's form. The gate records it before the answer leaves."""
    failure = _failure(error)
    entry = entry_of(request)
    request.scope["state"]["failure"] = failure
    body = error_body(failure, entry.dialect, entry.request_id)
    return Response(body, status_code=failure.status, headers=error_headers(failure, entry.request_id))


def _failure(error: Exception) -> GatewayError:
    if isinstance(error, GatewayError):
        return error
    if isinstance(error, HTTPException):
        kind = _FRAMEWORK.get(error.status_code, BadRequest if error.status_code < _SERVER_ERRORS else InternalError)
        return kind(f"the framework said {error.status_code}")
    # Where it happened helps the operator; what the values were might be somebody's code, so no message and no locals.
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {last.name}, line {last.lineno}"
    _log.error("request.broke", where=where)
    return InternalError(where)
