"""
Every way in which an attempt can fail. A block is an answer, not an error; these are failures.

    GatewayError                     status  kind
    ├── AccessDenied
    │   ├── Unauthenticated            401   unauthenticated      address or token not proven
    │   └── Forbidden                  403   forbidden            proven, but not permitted
    ├── BadRequest                     400   bad_request          wrong types, values out of range
    │   ├── BodyTooLarge               413   body_too_large
    │   ├── UnsupportedMediaType       415   unsupported_media_type
    │   └── Unprocessable              422   unprocessable        well formed, but nothing can be done with it
    ├── NotFound                       404   not_found            unknown route or model
    ├── MethodNotAllowed               405   method_not_allowed
    ├── Overloaded                     429   overloaded           rate or queue limit; carries retry_after_s
    ├── ModelError
    │   ├── ModelUnavailable           502   model_unavailable    refused, garbage, HTML, redirect, half an answer
    │   ├── ModelRejected              422   model_rejected       the model server refused the input
    │   ├── ModelOverloaded            429   model_overloaded
    │   └── ModelTimeout               504   model_timeout
    ├── ScanIncomplete                 503   scan_incomplete      no proof that every engine ran: nothing is released
    ├── LedgerUnavailable              503   audit_unavailable    the record is not durable: nothing is released
    ├── EvidenceUnavailable        503   evidence_unavailable the log could not be read: nothing is shown
    ├── ClientGone                     499   client_gone          the caller hung up; nobody reads the answer
    ├── ReleaseRefused                 500   release_refused      hashes or seal disagree: a bug or an attack
    ├── PolicyInvalid                  500   policy_invalid       a bundle that may not be used
    ├── SettingsInvalid                500   settings_invalid     the service refuses to start
    └── InternalError                  500   internal_error       what the edge makes of anything else

`client_text` is what a caller may read. `reason` is for the record and the operator; it never reaches a caller and
never holds prompt or completion text.
"""

from typing import ClassVar


class GatewayError(Exception):
    """The root of every failure; subclasses fix the HTTP status, the kind and what the caller may read."""

    status: ClassVar[int] = 500
    kind: ClassVar[str] = "internal_error"
    client_text: ClassVar[str] = (
        "The gateway failed. Nothing was released. Try again; the request id helps your operator."
    )

    def __init__(self, reason: str = "", *, client_text: str | None = None, retry_after_s: int | None = None) -> None:
        """Keep `reason` for the record; `client_text` replaces the class's text when it can be more helpful."""
        super().__init__(reason or self.kind)
        self.reason = reason or self.kind
        self.text_for_client = client_text or self.client_text
        self.retry_after_s = retry_after_s


class AccessDenied(GatewayError):
    """
    The caller was not proven, or may not do this.

    `address` is where the caller was found to be, behind whatever proxies; empty if that could not be told.
    """

    address: str = ""


class Unauthenticated(AccessDenied):
    """Address or token was not proven."""

    status = 401
    kind = "unauthenticated"
    client_text = "Not authenticated. Send a valid token as 'Authorization: Bearer …' from an allowed address."


class Forbidden(AccessDenied):
    """Address not on the allowlist, or a role that may not use this route."""

    status = 403
    kind = "forbidden"
    client_text = "Not permitted for this address or role."


class BadRequest(GatewayError):
    """The body or a header has the wrong form."""

    status = 400
    kind = "bad_request"
    client_text = "The request is not valid."


class BodyTooLarge(BadRequest):
    """The body exceeds its limit."""

    status = 413
    kind = "body_too_large"
    client_text = "The request body is too large."


class UnsupportedMediaType(BadRequest):
    """The body is not JSON."""

    status = 415
    kind = "unsupported_media_type"
    client_text = "Send JSON with 'Content-Type: application/json'."


class Unprocessable(BadRequest):
    """Well formed, but nothing can be done with it (an empty prompt, for example)."""

    status = 422
    kind = "unprocessable"
    client_text = "The request cannot be processed."


class NotFound(GatewayError):
    """Unknown route or model."""

    status = 404
    kind = "not_found"
    client_text = "There is nothing at this address."


class MethodNotAllowed(GatewayError):
    """The route exists, but not for this method."""

    status = 405
    kind = "method_not_allowed"
    client_text = "This route does not accept this method."


class Overloaded(GatewayError):
    """A rate or queue limit was reached; `retry_after_s` says when to come back."""

    status = 429
    kind = "overloaded"
    client_text = "Too many requests. Retry after the time given in Retry-After."


class ModelError(GatewayError):
    """The model server did not give a usable answer."""


class ModelUnavailable(ModelError):
    """Refused, garbage, HTML, a redirect, or half an answer."""

    status = 502
    kind = "model_unavailable"
    client_text = "The model server gave no usable answer. Try again; if it persists, your operator should look at it."


class ModelRejected(ModelError):
    """The model server refused the input (too long, for example)."""

    status = 422
    kind = "model_rejected"
    client_text = "The model server refused this input. Shorten the prompt or lower max_tokens."


class ModelOverloaded(ModelError):
    """The model server is at its own limit."""

    status = 429
    kind = "model_overloaded"
    client_text = "The model server is overloaded. Retry after the time given in Retry-After."


class ModelTimeout(ModelError):
    """The model server did not answer before the deadline."""

    status = 504
    kind = "model_timeout"
    client_text = "The model server did not answer in time. Ask for fewer tokens, or try again."


class ScanIncomplete(GatewayError):
    """There is no proof that every required engine scanned every byte."""

    status = 503
    kind = "scan_incomplete"
    client_text = "The completion could not be scanned, so it was not released. Try again."


class LedgerUnavailable(GatewayError):
    """The audit record is not durable, so nothing may leave."""

    status = 503
    kind = "audit_unavailable"
    client_text = "The audit log is not available, so nothing was released. Try again later."


class EvidenceUnavailable(GatewayError):
    """The audit log could not be read."""

    status = 503
    kind = "evidence_unavailable"
    client_text = "The audit log could not be read. Restrict the search by time, or try again later."


class ClientGone(GatewayError):
    """The caller hung up before the answer was ready."""

    status = 499
    kind = "client_gone"
    client_text = "The connection was closed by the client."


class ReleaseRefused(GatewayError):
    """Text, scan report, record and receipt do not agree: a bug or an attack."""

    status = 500
    kind = "release_refused"
    client_text = "The completion failed its last check and was not released."


class PolicyInvalid(GatewayError):
    """A policy bundle that may not be used; the reason names file and defect."""

    kind = "policy_invalid"


class SettingsInvalid(GatewayError):
    """The settings cannot keep a promise, so the service refuses to start; the reason says what to change."""

    kind = "settings_invalid"


class InternalError(GatewayError):
    """What the one edge handler makes of an exception that is not in this tree."""
