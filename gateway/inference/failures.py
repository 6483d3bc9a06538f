"""Turns every exception of huggingface_hub, httpx2 and their standard-library roots into ours. Texts are never kept."""

import httpx2
from huggingface_hub import InferenceTimeoutError
from huggingface_hub.errors import BadRequestError, HfHubHTTPError, OverloadedError, ValidationError

from gateway.errors import ModelError, ModelOverloaded, ModelRejected, ModelTimeout, ModelUnavailable
from gateway.inference.settings import ModelSettings

# Everything that a call can raise. HfHubHTTPError, OfflineModeIsEnabled and time-outs are OSErrors, malformed JSON and
# bad Unicode are ValueErrors, a closed client, a consumed stream and too deep JSON are RuntimeErrors.
LIBRARY_FAILURES = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.CookieConflict,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
)

_TOO_LARGE, _UNPROCESSABLE, _TOO_MANY = 413, 422, 429
_TIMED_OUT = frozenset({408, 504})
_RETRY_AFTER_S_MAX = 3_600


def translate(error: BaseException, settings: ModelSettings, retry_after_s: int | None = None) -> ModelError:
    """Return our failure for the library's; its reason holds the kind and status only, never a text of the server."""
    name = type(error).__name__
    if _is_overload(error):
        return _overloaded(name, settings, retry_after_s)
    match error:
        case TimeoutError() | httpx2.TimeoutException():
            return ModelTimeout(f"{name} within {settings.generate_ms_max} ms")
        case ValidationError() | BadRequestError() | UnicodeEncodeError():
            return ModelRejected(name)
        case HfHubHTTPError():
            return _by_status(error.response.status_code)
        case _:
            return ModelUnavailable(name)


def _is_overload(error: BaseException) -> bool:
    # A full pool is our own limit on the server; the library wraps it like any other time-out.
    if isinstance(error, InferenceTimeoutError):
        return isinstance(error.__cause__, httpx2.PoolTimeout)
    if isinstance(error, HfHubHTTPError):
        return error.response.status_code == _TOO_MANY
    return isinstance(error, OverloadedError | httpx2.PoolTimeout)


def _overloaded(name: str, settings: ModelSettings, retry_after_s: int | None) -> ModelOverloaded:
    return ModelOverloaded(name, retry_after_s=min(retry_after_s or settings.retry_after_s, _RETRY_AFTER_S_MAX))


def _by_status(status: int) -> ModelError:
    reason = f"status {status}"
    if status in {_TOO_LARGE, _UNPROCESSABLE}:
        return ModelRejected(reason)
    if status in _TIMED_OUT:
        return ModelTimeout(reason)
    return ModelUnavailable(reason)
