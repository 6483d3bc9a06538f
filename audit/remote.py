"""
Asks a gateway's audit API, which records each search and proof. Standard library only.

No proxy of the environment is used and no redirect followed: the token goes to the named gateway and to nobody else.
"""

import dataclasses
import datetime as dt
import http
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast, override

from audit.finding import Found, NotThere, QueryFailed, Search

_PAGE_RECORDS = 100
_WAIT_S_MAX = 30
_ANSWER_BYTES_MAX = 16_000_000
_TOKEN_BYTES_MAX = 16_384
_PARAMETERS = {"model_id": "model"}
_TUPLES = ("rules", "cwes")


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway, and the token of an auditor there."""

    url: str
    token: str = field(repr=False)

    @classmethod
    def of(cls, url: str, token_file: Path) -> "Gateway":
        """Read the token from its file; raises QueryFailed if url or file cannot be used."""
        if not _is_address(url):
            raise QueryFailed("the gateway's URL has the form https://gateway.internal")
        try:
            with token_file.open("rb") as file:
                token = file.read(_TOKEN_BYTES_MAX).decode("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise QueryFailed(f"the token file {token_file} cannot be read: {type(error).__name__}") from None
        if not token or not token.isprintable() or " " in token:
            raise QueryFailed(f"the token file {token_file} holds no token")
        return cls(url.rstrip("/"), token)

    def search(self, wanted: Search, limit: int, text_sha256: str | None = None) -> Iterator[Found]:
        """Yield up to `limit` records, newest request first, page by page; raises QueryFailed."""
        query = parameters_of(wanted) | ({"text_sha256": text_sha256} if text_sha256 else {})
        cursor: str | None = None
        while limit > 0:
            page = {"limit": str(min(limit, _PAGE_RECORDS))} | ({"cursor": cursor} if cursor else {})
            answer = self._get("/v1/audit/search", query | page)
            records = _list(answer.get("records"))
            yield from (_found(record) for record in records)
            cursor = cast("str | None", answer.get("next"))
            if not cursor or not records:
                return
            limit -= len(records)

    def _get(self, path: str, parameters: Mapping[str, str]) -> dict[str, object]:
        return _object(self.whole(path, parameters))

    def whole(self, path: str, parameters: Mapping[str, str]) -> bytes:
        """Return the body of a small answer; raises QueryFailed as `open` does."""
        with self.open(path, parameters) as answer:
            return answer.read(_ANSWER_BYTES_MAX)

    @contextmanager
    def open(self, path: str, parameters: Mapping[str, str]) -> Iterator[BinaryIO]:
        """Yield the body of an answer; raises QueryFailed for a refusal, or when the connection breaks or is silent."""
        request = urllib.request.Request(  # noqa: S310  # the scheme was checked
            f"{self.url}{path}?{urllib.parse.urlencode(parameters)}", headers={"Authorization": f"Bearer {self.token}"}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        try:
            with opener.open(request, timeout=_WAIT_S_MAX) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            failure = NotThere if error.code == http.HTTPStatus.NOT_FOUND else QueryFailed
            raise failure(_refusal(error)) from None
        except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException) as error:
            raise QueryFailed(f"the gateway at {self.url} cannot be reached: {type(error).__name__}") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    @override
    def redirect_request(self, *arguments: object, **named: object) -> None:
        """Follow none."""


def _is_address(url: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of a port or an address in brackets
        return False


def parameters_of(wanted: Search) -> dict[str, str]:
    """Return the conditions as the API's parameters. The tenant is the token's."""
    values = {item.name: getattr(wanted, item.name) for item in dataclasses.fields(wanted)}
    return {
        _PARAMETERS.get(name, name): value.isoformat() if isinstance(value, dt.datetime) else str(value)
        for name, value in values.items()
        if value is not None and name not in {"tenant", "released"}
    }


def _refusal(error: urllib.error.HTTPError) -> str:
    """Return what the gateway says of a refused search."""
    try:
        detail = _object(error.read(_ANSWER_BYTES_MAX)).get("error")
    except QueryFailed:
        detail = None
    message = detail.get("message") if isinstance(detail, dict) else None
    return f"the gateway answers {error.code}: {message or 'in a form that is not its own'}"


def _object(body: bytes) -> dict[str, object]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise QueryFailed("the answer is not a gateway's")
    return answer


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise QueryFailed("the answer is not a gateway's")
    return value


def _found(record: object) -> Found:
    try:
        values = dict(cast("dict[str, object]", record))
        values["time"] = dt.datetime.fromisoformat(cast("str", values["time"]))
        values["details"] = tuple(cast("dict[str, str]", values["details"]).items())
        values |= {name: tuple(cast("list[str]", values[name])) for name in _TUPLES}
        return Found(**values)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise QueryFailed("the answer holds a record of another form: is the gateway of another version?") from None
