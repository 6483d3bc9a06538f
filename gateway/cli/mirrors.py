"""
Reads the names of packages out of what a mirror or a file gives: PyPI's simple index (PEP 691 JSON or PEP 503 HTML),
npm's list of all documents, or a plain list. Only the address that was asked for is read; no redirect is followed.
"""

import html
import json
import re
import urllib.request
from collections.abc import Iterable
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Final, Never
from urllib.error import URLError

from gateway.errors import BadRequest
from gateway.scan.package_index import INDEX_BYTES_MAX, NAME_CHARS_MAX

_SECONDS_MAX: Final = 60
_ACCEPT: Final = "application/vnd.pypi.simple.v1+json, application/json;q=0.9, text/html;q=0.1"
_ANCHOR: Final = re.compile(r"<a\b[^>]*>([^<]{1,500})</a>", re.IGNORECASE)
_NAME: Final = re.compile(r"@?[\w.~/-]+")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Refuses to be sent elsewhere."""

    def redirect_request(
        self, req: urllib.request.Request, _fp: IO[bytes], code: int, _msg: str, _headers: HTTPMessage, _newurl: str
    ) -> Never:
        raise BadRequest(f"{req.full_url} answers {code} and sends us elsewhere; give the address that it names")


def names_from(source: str) -> list[str]:
    """Return the names at an address (https or http) or in a file. Raises BadRequest, saying what is wrong with it."""
    is_address = source.startswith(("https://", "http://"))
    data = _fetched(source) if is_address else _read(source)
    if len(data) > INDEX_BYTES_MAX:
        raise BadRequest(f"{source} is larger than {INDEX_BYTES_MAX} bytes")
    try:
        names = _names_in(data.decode())
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadRequest(f"{source} cannot be read: {error}") from None
    if not names:
        raise BadRequest(f"{source} names no package")
    return names


def _fetched(address: str) -> bytes:
    # No proxy of the environment: the mirror is inside the house.
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    request = urllib.request.Request(address, headers={"Accept": _ACCEPT})  # noqa: S310 (names_from checks the scheme)
    try:
        with opener.open(request, timeout=_SECONDS_MAX) as answer:
            return bytes(answer.read(INDEX_BYTES_MAX + 1))
    except (URLError, OSError, ValueError) as error:
        raise BadRequest(f"{address} cannot be fetched: {error}") from None


def _read(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(INDEX_BYTES_MAX + 1)
    except OSError as error:
        raise BadRequest(f"{name} cannot be read: {error}") from None


def _names_in(text: str) -> list[str]:
    start = text.lstrip()[:1]
    if start in {"{", "["}:
        return _usable(_names_in_json(json.loads(text)))
    if start == "<":
        return _usable(html.unescape(found).strip() for found in _ANCHOR.findall(text))
    return _usable(line.strip() for line in text.split("\n") if not line.startswith("#"))


def _names_in_json(table: object) -> Iterable[object]:
    """Return the names: PEP 691 has `projects` with a `name`, npm `rows` with an `id`, a list is one of names."""
    if isinstance(table, list):
        return table
    if not isinstance(table, dict):
        return ()
    for key, name in (("projects", "name"), ("rows", "id")):
        entries = table.get(key)
        if isinstance(entries, list):
            return [entry.get(name) for entry in entries if isinstance(entry, dict)]
    return table


def _usable(names: Iterable[object]) -> list[str]:
    wanted = (name for name in names if isinstance(name, str) and len(name) <= NAME_CHARS_MAX)
    return [name for name in wanted if _NAME.fullmatch(name)]
