"""
For auditors: `GET /v1/audit/search`, `/v1/audit/record`, `/v1/audit/proof`, `/v1/audit/consistency` and
`/v1/audit/export`, `POST /v1/audit/decrypt`; for everybody within the networks the public part of each log:
`GET /log/TENANT/checkpoint` and `/log/TENANT/tile/…` (C2SP tlog-tiles).

The tenant always comes from the token. Metadata needs the role auditor; texts, and the search for a text's hash, need
the role decryptor besides.
"""

import base64
import binascii
import datetime as dt
import uuid
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State
from litestar.response import Stream

from audit.checkpoint import SIZE_MAX, origin_of, tenant_of
from audit.encoding import encoded
from audit.finding import Extent, Found, Page, Search
from audit.record import Kind
from audit.tiles import Tile
from gateway.errors import BadRequest, NotFound
from gateway.http.edge import HttpRequest, caller_of, entry_of, read
from gateway.ports import Evidence, Proofs, PublicLog
from gateway.values import Action, Asked, Caller, Place, Role

_AUDITORS = frozenset({Role.AUDITOR})
_DECRYPTORS = frozenset({Role.DECRYPTOR})
_CANDIDATE_MAX = 2**31 - 1
_CURSOR_CHARS_MAX = 200
_LOG = "/log/"
_ANY = "log"  # any prefix: only the tenant's part of a log's name is looked at
_SHORT_LIVED = {"cache-control": "public, max-age=1"}
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}

type _Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
type _Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]
type _Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
type _Limit = Annotated[int, msgspec.Meta(ge=1, le=100)]
type _Index = Annotated[int, msgspec.Meta(ge=0, le=SIZE_MAX)]
type _Candidate = Annotated[int, msgspec.Meta(ge=0, le=_CANDIDATE_MAX)]


class _Conditions(msgspec.Struct, forbid_unknown_fields=True):
    """What records may be looked for by."""

    since: _Moment | None = None
    until: _Moment | None = None
    caller: _Text | None = None
    decision: Action | None = None
    kind: Kind | None = None
    rule: _Text | None = None
    cwe: _Text | None = None
    repository: _Text | None = None
    language: _Text | None = None
    model: _Text | None = None
    policy_revision: _Text | None = None
    request_id: uuid.UUID | None = None

    def search(self) -> Search:
        """Return the conditions as a search."""
        return Search(
            since=self.since,
            until=self.until,
            caller=self.caller,
            decision=self.decision,
            kind=self.kind,
            rule=self.rule,
            cwe=self.cwe,
            repository=self.repository,
            language=self.language,
            model_id=self.model,
            policy_revision=self.policy_revision,
            request_id=self.request_id,
        )


class _Query(_Conditions, forbid_unknown_fields=True):
    """A search. `cursor` continues where a page ended."""

    text_sha256: _Sha256 | None = None
    limit: _Limit = 50
    cursor: Annotated[str, msgspec.Meta(max_length=_CURSOR_CHARS_MAX)] | None = None


class _Export(_Conditions, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """A range of indexes (all that is signed, if nothing is said), or what is found by conditions."""

    start: _Index = 0
    end: _Index | None = None


class _Which(msgspec.Struct, forbid_unknown_fields=True):
    """One record, by the log's unique key."""

    request_id: uuid.UUID
    kind: Kind = Kind.COMPLETION
    candidate: _Candidate = 0

    def place(self) -> Place:
        """Return the key."""
        return Place(str(self.request_id), self.kind.value, self.candidate)


class _Sizes(msgspec.Struct, forbid_unknown_fields=True, rename={"old": "from", "new": "to"}):
    """Two sizes of the log."""

    old: Annotated[int, msgspec.Meta(ge=1, le=SIZE_MAX)]
    new: Annotated[int, msgspec.Meta(ge=1, le=SIZE_MAX)] | None = None


class _Decryption(msgspec.Struct, forbid_unknown_fields=True):
    """One record, and why its texts are needed: the reason is kept in the log as it stands."""

    request_id: uuid.UUID
    reason: Annotated[str, msgspec.Meta(min_length=10, max_length=500)]
    kind: Kind = Kind.COMPLETION
    candidate: _Candidate = 0


type _Cursor = tuple[uuid.UUID, Kind, _Candidate]
_DECRYPTION = msgspec.json.Decoder(_Decryption)
_CURSOR = msgspec.json.Decoder[_Cursor](_Cursor)


@get("/v1/audit/search")
async def search(request: HttpRequest, state: State) -> Response[bytes]:
    """Return a page of metadata, newest first: `records`, and `next` to ask on with, or null at the end."""
    caller = caller_of(request, _AUDITORS)
    query = _query(request, _Query)
    if query.text_sha256 is not None:
        caller_of(request, _DECRYPTORS)
    after = None if query.cursor is None else _place_of(query.cursor)
    asked = _asked(request, caller)
    page = await _evidence(state).search(asked, query.search(), query.text_sha256, after, query.limit)
    return _json(request, {"records": [_shown(found) for found in page.records], "next": _next(page)})


@get("/v1/audit/proof")
async def proof(request: HttpRequest, state: State) -> Response[bytes]:
    """Return the proof file (C2SP tlog-proof) of one record."""
    caller = caller_of(request, _AUDITORS)
    which = _query(request, _Which)
    asked = _asked(request, caller)
    proven = await _proofs(state).prove(asked, which.place(), is_shown=False)
    return Response(proven.proof.text(), media_type="text/plain", headers=_headers(request))


@get("/v1/audit/record")
async def record(request: HttpRequest, state: State) -> Response[bytes]:
    """Return one record's canonical bytes (`record`, in base64; null if it was dropped), `leaf` and proof file."""
    caller = caller_of(request, _AUDITORS)
    which = _query(request, _Which)
    proven = await _proofs(state).prove(_asked(request, caller), which.place(), is_shown=True)
    shown = None if proven.canonical is None else encoded(proven.canonical)
    return _json(request, {"record": shown, "leaf": proven.leaf.hex(), "proof": proven.proof.text().decode()})


@get("/v1/audit/consistency")
async def consistency(request: HttpRequest, state: State) -> Response[bytes]:
    """Return the proof that the log of one signed size (`to`; the newest) continues that of another (`from`)."""
    caller = caller_of(request, _AUDITORS)
    sizes = _query(request, _Sizes)
    proof = await _proofs(state).growth(_asked(request, caller), sizes.old, sizes.new)
    return Response(proof.text(), media_type="text/plain", headers=_headers(request))


@get("/v1/audit/export")
async def export(request: HttpRequest, state: State) -> Stream:
    """Return a bundle, line by line: its small files, its leaves with their records, and the signed manifest."""
    caller = caller_of(request, _AUDITORS)
    query = _query(request, _Export)
    search = query.search()
    if search == Search():
        extent = Extent(query.start, query.end)
    elif query.start or query.end is not None:
        raise BadRequest("range and conditions", client_text="Give either 'from' and 'to', or conditions.")
    else:
        extent = Extent(search=search)
    pieces = await _evidence(state).export(_asked(request, caller), extent)
    return Stream(pieces, media_type="application/jsonl", headers=_headers(request))


@post("/v1/audit/decrypt", status_code=200)
async def decrypt(request: HttpRequest, state: State) -> Response[bytes]:
    """Return prompt and completion of one record, in plain."""
    caller_of(request, _AUDITORS)
    caller = caller_of(request, _DECRYPTORS)
    body = await read(request, _DECRYPTION)
    if not body.reason.isprintable() or not body.reason.strip():
        raise BadRequest("reason", client_text="'reason' must be printable text.")
    asked = _asked(request, caller)
    place = Place(str(body.request_id), body.kind.value, body.candidate)
    opened = await _evidence(state).decrypt(asked, place, body.reason)
    return _json(request, {"record_id": opened.record_id, "prompt": opened.prompt, "completion": opened.completion})


@get(_LOG + "{place:path}")
async def public_log(request: HttpRequest, state: State) -> Response[bytes]:
    """Return a checkpoint or a tile; neither holds anything of a record but its hash."""
    log = _log(state)
    tenant, rest = _public(request)
    if rest == "checkpoint":
        note = await log.checkpoint(tenant)
        return Response(note, media_type="text/plain", headers=_SHORT_LIVED)
    tile = Tile.parse(rest)
    if tile is None:
        raise NotFound("neither a checkpoint nor a tile")
    hashes = await log.tile(tenant, tile)
    return Response(hashes, media_type="application/octet-stream", headers=_FOR_EVER)


def _evidence(state: State) -> Evidence:
    evidence: Evidence = state.evidence
    return evidence


def _proofs(state: State) -> Proofs:
    proofs: Proofs = state.evidence
    return proofs


def _log(state: State) -> PublicLog:
    log: PublicLog = state.evidence
    return log


def _asked(request: HttpRequest, caller: Caller) -> Asked:
    entry = entry_of(request)
    return Asked(entry.request_id, caller, entry.route)


def _public(request: HttpRequest) -> tuple[str, str]:
    """Return the tenant and the path in its log; the raw path is read, where a tenant's own slash is still escaped."""
    raw = request.scope.get("raw_path") or b""
    escaped, _, rest = raw.partition(b"?")[0].decode("latin-1").removeprefix(_LOG).partition("/")
    tenant = tenant_of(_ANY, f"{_ANY}/{escaped}")
    if tenant is None or origin_of(_ANY, tenant) != f"{_ANY}/{escaped}":
        raise NotFound("not a log's name")
    return tenant, rest


def _query[T](request: HttpRequest, form: type[T]) -> T:
    """Return the query's parameters in their form; raises BadRequest that names the one at fault."""
    pairs = list(request.query_params.multi_items())
    values = {name: value for name, value in pairs if isinstance(value, str)}
    if len(values) != len(pairs):
        raise BadRequest("a repeated parameter", client_text="Give each parameter once.")
    if not all(value.isprintable() for value in values.values()):
        raise BadRequest("an unprintable parameter", client_text="Parameters must be printable text.")
    try:
        return msgspec.convert(values, form, strict=False)
    except msgspec.ValidationError as error:
        text = str(error)
        raise BadRequest(f"query: {text}", client_text=f"The query is not valid: {text}.") from None


def _place_of(cursor: str) -> Place:
    try:
        request_id, kind, candidate = _CURSOR.decode(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise BadRequest("cursor", client_text="'cursor' is not one that a page ended with.") from None
    return Place(str(request_id), kind.value, candidate)


def _next(page: Page) -> str | None:
    """Return the cursor to ask on with: opaque to the caller, and no secret, since the tenant is never in it."""
    if not page.more or not page.records:
        return None
    last = page.records[-1]
    return base64.urlsafe_b64encode(msgspec.json.encode((last.request_id, last.kind, last.candidate))).decode()


def _shown(found: Found) -> dict[str, object]:
    values: dict[str, object] = msgspec.to_builtins(found)
    return {**values, "time": found.time.isoformat(), "details": dict(found.details)}


def _json(request: HttpRequest, value: object) -> Response[bytes]:
    return Response(msgspec.json.encode(value), media_type="application/json", headers=_headers(request))


def _headers(request: HttpRequest) -> dict[str, str]:
    return {"cache-control": "no-store", "x-gateway-request-id": entry_of(request).request_id}
