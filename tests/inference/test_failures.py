"""Every exception of the two libraries is in our tree."""

import inspect

import aiohttp
import httpx2
import pytest
from huggingface_hub import errors as hub

from gateway.errors import ModelError, ModelOverloaded, ModelRejected, ModelTimeout, ModelUnavailable
from gateway.inference import ModelSettings
from gateway.inference.connections import as_httpx2
from gateway.inference.failures import LIBRARY_FAILURES, translate

_REQUEST = httpx2.Request("POST", "http://127.0.0.1/generate")

# Raised by parts of huggingface_hub that we never call: caches, OAuth, Xet, the command line, safetensors, sandboxes.
_ELSEWHERE = {
    "CacheNotFound",
    "CachedRepoTreeNotFoundError",
    "CLIError",
    "CLIExtensionInstallError",
    "ConfirmationError",
    "CorruptedCacheException",
    "DDUFCorruptedFileError",
    "DDUFError",
    "DDUFExportError",
    "DDUFInvalidEntryNameError",
    "DeviceCodeError",
    "EntryNotFoundError",
    "FileDuplicationError",
    "InferenceEndpointError",
    "NotASafetensorsRepoError",
    "OIDCError",
    "RevisionResolutionError",
    "SafetensorsParsingError",
    "SandboxCommandError",
    "SandboxError",
    "StrictDataclassClassValidationError",
    "StrictDataclassDefinitionError",
    "StrictDataclassError",
    "StrictDataclassFieldValidationError",
    "XetDownloadError",
}


def _exceptions(module: object) -> dict[str, type[Exception]]:
    found = inspect.getmembers(module, lambda member: inspect.isclass(member) and issubclass(member, Exception))
    return {name: kind for name, kind in found if not issubclass(kind, Warning)}


def _status_error(kind: type[Exception], status: int) -> Exception:
    response = httpx2.Response(status, request=_REQUEST)
    error = kind.__new__(kind)
    error.response = response  # type: ignore[attr-defined] # the constructors differ; only this is read
    return error


@pytest.mark.parametrize("name", sorted(_exceptions(hub).keys() - _ELSEWHERE))
def test_every_hub_exception_is_caught_and_translated(name: str) -> None:
    """Each exception of huggingface_hub that a call can raise is caught, and becomes a ModelError."""
    kind = _exceptions(hub)[name]
    error = _status_error(kind, 500) if issubclass(kind, hub.HfHubHTTPError) else kind.__new__(kind)

    assert isinstance(error, LIBRARY_FAILURES)
    assert isinstance(translate(error, ModelSettings()), ModelError)


@pytest.mark.parametrize("name", sorted(_exceptions(httpx2)))
def test_every_httpx2_exception_is_caught_and_translated(name: str) -> None:
    """Each exception of httpx2 is caught, and becomes a ModelError."""
    kind = _exceptions(httpx2)[name]
    error = kind.__new__(kind)

    assert isinstance(error, LIBRARY_FAILURES)
    assert isinstance(translate(error, ModelSettings()), ModelError)


@pytest.mark.parametrize("name", sorted(_exceptions(aiohttp.client_exceptions).keys() - {"WSMessageTypeError"}))
def test_every_aiohttp_exception_becomes_one_of_httpx2(name: str) -> None:
    """Each exception of the transport's library becomes one that the client above it knows, without its text."""
    kind = _exceptions(aiohttp.client_exceptions)[name]
    error = kind.__new__(kind)
    assert isinstance(error, aiohttp.ClientError)
    translated = as_httpx2(error)

    assert name == str(translated)
    assert isinstance(translate(translated, ModelSettings()), ModelError)


_TABLE: list[tuple[Exception, type[ModelError]]] = [
    (hub.ValidationError("x"), ModelRejected),
    (hub.GenerationError("x"), ModelUnavailable),
    (hub.OverloadedError("x"), ModelOverloaded),
    (hub.IncompleteGenerationError("x"), ModelUnavailable),
    (hub.UnknownError("x"), ModelUnavailable),
    (hub.InferenceTimeoutError("x"), ModelTimeout),
    (hub.OfflineModeIsEnabled("x"), ModelUnavailable),
    (_status_error(hub.HfHubHTTPError, 408), ModelTimeout),
    (_status_error(hub.HfHubHTTPError, 413), ModelRejected),
    (_status_error(hub.HfHubHTTPError, 429), ModelOverloaded),
    (_status_error(hub.HfHubHTTPError, 502), ModelUnavailable),
    (_status_error(hub.BadRequestError, 400), ModelRejected),
    (httpx2.ConnectError("x"), ModelUnavailable),
    (httpx2.ConnectTimeout("x"), ModelTimeout),
    (httpx2.PoolTimeout("x"), ModelOverloaded),
    (httpx2.RemoteProtocolError("x"), ModelUnavailable),
    (TimeoutError(), ModelTimeout),
    (UnicodeEncodeError("utf-8", "secret", 0, 1, "x"), ModelRejected),
    (UnicodeDecodeError("utf-8", b"secret", 0, 1, "x"), ModelUnavailable),
    (RecursionError(), ModelUnavailable),
    (RuntimeError("closed"), ModelUnavailable),
    (ConnectionResetError(), ModelUnavailable),
]


@pytest.mark.parametrize(
    ("error", "expected"), _TABLE, ids=lambda value: getattr(value, "__name__", type(value).__name__)
)
def test_table_of_failures(error: Exception, expected: type[ModelError]) -> None:
    """The kind of failure decides what the caller is told; its reason holds no text of the exception."""
    translated = translate(error, ModelSettings())

    assert expected is type(translated)
    assert "secret" not in translated.reason
