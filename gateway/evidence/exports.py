"""
Streams a bundle to an auditor: recorded first, then read page by page with rests between, signed at the end.

The lines are a head (small files, number of leaves), each leaf followed by its record if there is one, and the signed
manifest; or, if something fails on the way, an error in its place. Few run at once, each for a bounded time: whoever
does not read loses the connection.
"""

import asyncio
import hashlib
import time
from array import array
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection

from audit.encoding import encoded
from audit.exportable import Head, found_indexes, head_of, read_chosen, read_range
from audit.finding import Extent, NoSuchRange, NothingSigned, Search
from audit.leaves import LEAVES, RECORDS, Leaf, leaf_line
from gateway.errors import EvidenceUnavailable, GatewayError, NotFound, Overloaded, Unprocessable
from gateway.evidence.reader import Reader
from gateway.evidence.settings import EvidenceSettings
from gateway.ports import ExportSigner
from gateway.values import Asked

if TYPE_CHECKING:
    from audit.queries import Key

_PAGE_LEAVES = 100  # some 2 ms of the event loop
_PAGE_PLACES = 500
_RETRY_S = 30
_US_PER_NS = 1000

type Record = Callable[[Head, int], Awaitable[None]]  # head and number of leaves -> once that is on record


@dataclass(slots=True)
class _Sent:
    """What has left: how much, and its digests."""

    count: int = 0
    pruned: int = 0
    _leaves: Any = field(default_factory=hashlib.sha256)
    _records: Any = field(default_factory=hashlib.sha256)

    def lines(self, leaf: Leaf) -> bytes:
        """Return a leaf's lines, and take note of them."""
        line = leaf_line(leaf)
        self.count += 1
        self._leaves.update(line)
        if leaf.canonical is None:
            self.pruned += 1
            return line
        record = leaf.canonical + b"\n"
        self._records.update(record)
        return line + record

    def files(self) -> dict[str, str]:
        """Return the digests."""
        return {LEAVES: self._leaves.hexdigest(), RECORDS: self._records.hexdigest()}


class Exports:
    """Gives bundles, a few at a time."""

    def __init__(self, reader: Reader, signer: ExportSigner, settings: EvidenceSettings) -> None:
        """Read by this reader."""
        self._reader = reader
        self._signer = signer
        self._settings = settings
        self.running = 0

    async def begin(self, asked: Asked, extent: Extent, record: Record) -> AsyncGenerator[bytes]:
        """Return the pieces of a bundle, once it is on record and before a leaf is read; raises as the port does."""
        pieces = self._bounded(asked, extent, record)
        first = await anext(pieces)  # from here on the generator has begun, so that its end frees the place
        return _chained(first, pieces)

    async def _bounded(self, asked: Asked, extent: Extent, record: Record) -> AsyncGenerator[bytes]:
        if self.running >= self._settings.exports_max:
            raise Overloaded("too many exports", retry_after_s=_RETRY_S)
        self.running += 1
        task = asyncio.current_task()
        if task is None:
            raise EvidenceUnavailable("an export runs in a task")
        # A reader who stands still holds up the sending, where no time-out of ours can be: the task itself is ended.
        deadline = asyncio.get_running_loop().call_later(self._settings.export_s_max, task.cancel)
        try:
            async for piece in self._pieces(asked, extent, record):
                yield piece
        finally:
            deadline.cancel()
            self.running -= 1

    async def _pieces(self, asked: Asked, extent: Extent, record: Record) -> AsyncGenerator[bytes]:
        head, chosen = await self._found(asked.caller.tenant, extent)
        manifest = head.manifest
        expected = manifest.end - manifest.start if chosen is None else len(chosen)
        if expected > self._settings.export_records_max:
            text = f"An export has at most {self._settings.export_records_max} records: ask for less at once."
            raise Unprocessable("too large an export", client_text=text)
        await record(head, expected)
        files = {name: encoded(content) for name, content in head.files.items()}
        yield _line({"count": expected, "files": files})
        sent = _Sent()
        try:
            async for leaves in self._leaves(head, chosen):
                yield b"".join(sent.lines(leaf) for leaf in leaves)
        except GatewayError as error:  # too late for another status
            yield _line({"error": str(error.__cause__) if error.__cause__ else error.text_for_client})
            return
        whole = replace(
            manifest,
            count=sent.count,
            pruned=sent.pruned,
            actor=asked.caller.subject,
            time_us=time.time_ns() // _US_PER_NS,
            recorded=asked.request_id,
            files={name: hashlib.sha256(content).hexdigest() for name, content in head.files.items()} | sent.files(),
        )
        note = await asyncio.to_thread(self._signer.statement, whole)
        yield _line({"manifest": whole.document(), "note": note.decode()})

    async def _found(self, tenant: str, extent: Extent) -> tuple[Head, array[int] | None]:
        """Return the beginning of the bundle, and where a search's records lie."""
        head = await self._reader.ask(partial(_head, tenant=tenant, extent=extent))
        if extent.search is None:
            return head, None
        return head, await self._chosen(tenant, extent.search, head.manifest.size)

    async def _chosen(self, tenant: str, search: Search, size: int) -> array[int]:
        """Return where everything lies that a search finds, or one more than may be exported."""
        found: array[int] = array("q")
        after: Key | None = None
        while len(found) <= self._settings.export_records_max:
            question = partial(found_indexes, tenant=tenant, search=search, after=after, size=_PAGE_PLACES)
            page, after = await self._reader.ask(question)
            found.extend(index for index in page if index < size)
            if after is None:
                break
        return array("q", sorted(found))

    async def _leaves(self, head: Head, chosen: Sequence[int] | None) -> AsyncIterator[tuple[Leaf, ...]]:
        """Yield the leaves, page by page, and rest as long as a page took: others use this loop, too."""
        manifest = head.manifest
        places = range(manifest.start, manifest.end) if chosen is None else chosen
        for at in range(0, len(places), _PAGE_LEAVES):
            began_s = time.monotonic()
            page = places[at : at + _PAGE_LEAVES]
            if chosen is None:
                leaves = await self._reader.ask(
                    partial(read_range, tenant=manifest.tenant, first=page[0], end=page[-1] + 1)
                )
            else:
                leaves = await self._reader.ask(
                    partial(read_chosen, tenant=manifest.tenant, chosen=page, size=manifest.size)
                )
            yield leaves
            await asyncio.sleep(time.monotonic() - began_s)


def _head(connection: Connection, tenant: str, extent: Extent) -> Head:
    try:
        return head_of(connection, tenant, extent)
    except NothingSigned as error:
        raise NotFound("nothing signed", client_text="There is nothing to export: no checkpoint is signed.") from error
    except NoSuchRange as error:
        raise Unprocessable("no such range", client_text=f"There is nothing to export: {error}.") from error


async def _chained(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    yield first
    async for piece in rest:
        yield piece


def _line(document: object) -> bytes:
    return msgspec.json.encode(document) + b"\n"
