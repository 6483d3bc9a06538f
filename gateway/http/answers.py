"""Error bodies, in the form that each dialect's clients can read, and the headers that every answer carries."""

from collections.abc import Sequence
from http import HTTPStatus

import msgspec

from gateway.errors import GatewayError
from gateway.policy.rank import worst
from gateway.values import Choice, Completion, Dialect, Finding, Receipt

_OPENAI_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
_JSON = {"content-type": "application/json"}


def openai_error_type(status: int) -> str:
    """Return OpenAI's `error.type` for a status."""
    if status in _OPENAI_TYPES:
        return _OPENAI_TYPES[status]
    return "invalid_request_error" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error"


def tgi_error_type(status: int) -> str:
    """Return TGI's `error_type` for a status."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "overloaded"
    return "validation" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "generation"


def error_body(failure: GatewayError, dialect: Dialect, request_id: str) -> bytes:
    """Return the JSON body for a failure; it holds no reason, only what the caller may read."""
    text = f"{failure.text_for_client} (request {request_id})"
    if dialect is Dialect.TGI:
        return msgspec.json.encode({"error": text, "error_type": tgi_error_type(failure.status)})
    error = {"message": text, "type": openai_error_type(failure.status), "code": failure.kind, "param": None}
    return msgspec.json.encode({"error": error})


def error_headers(failure: GatewayError, request_id: str) -> dict[str, str]:
    """Return the headers of a failure, Retry-After among them where waiting helps."""
    headers = {**_JSON, "x-gateway-request-id": request_id, "x-request-id": request_id, "cache-control": "no-store"}
    wait_s = failure.retry_after_s
    if wait_s is None and failure.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        wait_s = 1
    if wait_s is not None:
        headers["retry-after"] = str(max(1, wait_s))
    if failure.status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    return headers


def completion_headers(
    completion: Completion, shown: Sequence[Choice], overhead_us: int, *, timings: bool
) -> dict[str, str]:
    """Return the headers of an answer that shows these choices: what was decided, by which rules, and the receipts."""
    request_id = completion.request.request_id
    rules = sorted({reason for choice in shown for reason in choice.decision.reasons})
    headers = {
        "x-gateway-decision": worst(choice.decision.action for choice in shown).value,
        "x-gateway-rules": ",".join(rules[:20]),
        "x-gateway-request-id": request_id,
        "x-request-id": request_id,
        "x-gateway-receipt": ",".join(receipt_text(choice.receipt) for choice in shown),
        "x-gateway-overhead-ms": f"{overhead_us / 1000:.2f}",
        "cache-control": "no-store",
    }
    if timings:
        headers["server-timing"] = ", ".join(f"{name};dur={us / 1000:.3f}" for name, us in completion.parts_us)
    return headers


def receipt_text(receipt: Receipt) -> str:
    """Return a receipt as one header value: its signed fields joined by `|`, then the signature in hex."""
    fields = receipt.signed_bytes().decode().rstrip("\n").split("\n")
    return "|".join((*fields, receipt.signature.hex()))


def gateway_field(completion: Completion, shown: Sequence[Choice]) -> dict[str, object]:
    """Return the extra `gateway` field of a body: decision, request id and findings with their remedies."""
    return {
        "decision": worst(choice.decision.action for choice in shown).value,
        "request_id": completion.request.request_id,
        "findings": [_finding(item) for choice in shown for item in choice.decision.offences],
        "reasons": sorted({reason for choice in shown for reason in choice.decision.reasons}),
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "engine": finding.engine.value,
        "severity": finding.severity.value,
        "cwe": list(finding.cwe),
        "line": finding.span.line,
        "message": finding.message,
        "remedy": finding.remedy,
    }
