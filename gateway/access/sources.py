"""
Bytes from outside, in bounds: a file, or an HTTPS address. Redirects, cookies, proxies and tokens of the environment,
and compressed answers are refused; every failure becomes SettingsInvalid with a reason that says what to do.
"""

import asyncio
import ssl
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from gateway.errors import SettingsInvalid

_STATUS_OK = 200


async def read_file(path: str, *, bytes_max: int, setting: str) -> bytes:
    """Return the file's bytes, at most `bytes_max`, read in a thread."""
    return await asyncio.to_thread(_read_file, path, bytes_max, setting)


def _read_file(path: str, bytes_max: int, setting: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(bytes_max + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise SettingsInvalid(f"{setting}: cannot read {path!r} ({reason}); check path and permissions") from None
    if len(data) > bytes_max:
        raise SettingsInvalid(f"{setting}: {path!r} is larger than {bytes_max} bytes")
    return data


def check_url(url: str) -> None:
    """Raise SettingsInvalid unless the URL is https, or http on loopback, without user and password."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise SettingsInvalid(f"access.issuers.jwks_url: {url!r} is no URL") from None
    if not host or parts.username is not None or parts.password is not None:
        raise SettingsInvalid("access.issuers.jwks_url needs a host, and may not hold a user or a password")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise SettingsInvalid(f"access.issuers.jwks_url: {url!r} must begin with https:// (http only on loopback)")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def fetch(url: str, *, bytes_max: int, ms_max: int, ca_file: str) -> bytes:
    """
    Return the body of one GET, at most `bytes_max`.

    Each fetch has its own client, so that no cookie or connection outlives it. The caller sets the overall deadline;
    `ms_max` bounds each step on the wire.
    """
    try:
        trust = await asyncio.to_thread(_trust, url, ca_file)
        async with (
            httpx2.AsyncClient(
                follow_redirects=False,
                trust_env=False,
                timeout=httpx2.Timeout(ms_max / 1000),
                limits=httpx2.Limits(max_connections=1, max_keepalive_connections=0),
                verify=trust,
            ) as client,
            client.stream(
                "GET", url, headers={"accept": "application/json", "accept-encoding": "identity"}
            ) as response,
        ):
            return await _body(response, url, bytes_max)
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, httpx2.CookieConflict, OSError) as error:
        raise SettingsInvalid(
            f"access.issuers.jwks_url: {url!r} gave no answer ({type(error).__name__}); check address and network"
        ) from None


def _trust(url: str, ca_file: str) -> ssl.SSLContext | bool:
    """Return the authorities that may vouch for the URL: the given file's, or the system's; none needed for http."""
    if not url.startswith("https:"):
        return False
    return ssl.create_default_context(cafile=ca_file or None)


async def _body(response: httpx2.Response, url: str, bytes_max: int) -> bytes:
    """Return the whole body; raise SettingsInvalid for any other status than 200, an encoding, or too many bytes."""
    if response.status_code != _STATUS_OK:
        raise SettingsInvalid(f"access.issuers.jwks_url: {url!r} answered {response.status_code}, expected 200")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise SettingsInvalid(f"access.issuers.jwks_url: {url!r} answered compressed, though that was not accepted")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > bytes_max:
            raise SettingsInvalid(f"access.issuers.jwks_url: {url!r} is larger than {bytes_max} bytes")
    return bytes(body)
