"""
Shows auditors the log of their own tenant, and records first that it does: who, what was asked, how much was found.

A search by text hash is for those alone who may decrypt: it tells whether a guess is right. The log holds commitments
under data keys, so the hash is first turned into the commitment that each key would have made.
"""

import asyncio
import dataclasses
import datetime as dt
import uuid
from collections.abc import AsyncGenerator
from typing import NoReturn

from audit.checkpoint import unverified
from audit.exportable import Head, told
from audit.finding import NAMING_PEOPLE, Extent, Page, Search
from audit.proof import ConsistencyProof, ProvenRecord
from audit.queries import page
from audit.record import Kind
from audit.tiles import Tile
from gateway.errors import EvidenceUnavailable, NotFound, Unprocessable
from gateway.evidence import texts
from gateway.evidence.exports import Exports
from gateway.evidence.reader import Reader
from gateway.evidence.settings import EvidenceSettings
from gateway.evidence.tree import Log
from gateway.ports import ExportSigner, Ledger, Opener
from gateway.values import Asked, Event, OpenedTexts, Place

_MONTHS_BACK = dt.timedelta(days=366)
_FIRST_MOMENT = dt.datetime.min.replace(tzinfo=dt.UTC)
_OFF = "evidence.url is not set: give the gateway a login with the role gateway_reader"
_OFF_TEXTS = "evidence.decrypt_url is not set: give the gateway a login with the role gateway_decryptor"


class PostgresEvidence:
    """The `Evidence`, `Proofs` and `PublicLog` ports on the ledger's database."""

    def __init__(self, settings: EvidenceSettings, ledger: Ledger, opener: Opener, *, signer: ExportSigner) -> None:
        """Prepare; no connection is opened before somebody asks."""
        self._settings = settings
        self._ledger = ledger
        self._opener = opener
        self._reader = Reader(settings.url, settings)
        self._decryptor = Reader(settings.decrypt_url, settings) if settings.decrypt_url else None
        self.exports = Exports(self._reader, signer, settings)

    async def stop(self) -> None:
        """Close the connections."""
        await self._reader.stop()
        if self._decryptor is not None:
            await self._decryptor.stop()

    async def search(
        self, asked: Asked, wanted: Search, text_sha256: str | None, after: Place | None, limit: int
    ) -> Page:
        """Return one page of the tenant's records, newest first, once the search is on record."""
        own = dataclasses.replace(wanted, tenant=asked.caller.tenant)
        if text_sha256 is not None:
            own = dataclasses.replace(own, released=await self._commitments(own, text_sha256))
        key = None if after is None else (uuid.UUID(after.request_id), after.kind, after.candidate)
        found = await self._reader.ask(lambda connection: page(connection, own, key, limit))
        query = {**told(wanted), **({} if text_sha256 is None else {"text_sha256": text_sha256})}
        if after is not None:
            query["after"] = f"{after.request_id} {after.kind} {after.candidate}"
        await self._ledger.record(_event(Kind.SEARCH, asked, query, count=len(found.records)))
        return found

    async def decrypt(self, asked: Asked, place: Place, reason: str) -> OpenedTexts:
        """Return the texts of one record, once the decryption is on record."""
        decryptor = self._need_decryptor()
        tenant = asked.caller.tenant
        sealed = await decryptor.ask(lambda connection: texts.sealed(connection, tenant, place))
        texts.check(sealed, await self._reader.ask(lambda connection: texts.canonical(connection, tenant, place)))
        if sealed.key is None and (sealed.prompt or sealed.completion):
            raise NotFound("the key was destroyed", client_text="The texts were erased: their key was destroyed.")
        opened = await asyncio.to_thread(self._opener.texts, sealed)
        shown = [name for name in ("prompt", "completion") if getattr(opened, name) is not None]
        query = {**_of(place), "reason": reason, "shown": ",".join(shown)}
        event = _event(Kind.DECRYPTION, asked, query, count=len(shown))
        await self._ledger.record(dataclasses.replace(event, links=(opened.record_id,)))
        return opened

    async def prove(self, asked: Asked, place: Place, *, is_shown: bool) -> ProvenRecord:
        """Return a record's proof, and itself if it is to be shown, once that is on record."""
        log = Log(asked.caller.tenant)
        proven = await self._reader.ask(lambda connection: log.record(connection, place))
        query = {**_of(place), "form": "record" if is_shown else "tlog-proof"}
        await self._ledger.record(_event(Kind.EXPORT, asked, query, count=1))
        return proven if is_shown else dataclasses.replace(proven, canonical=None)

    async def growth(self, asked: Asked, old_size: int, new_size: int | None) -> ConsistencyProof:
        """Return a proof of consistency, once that is on record."""
        log = Log(asked.caller.tenant)
        proof = await self._reader.ask(lambda connection: log.growth(connection, old_size, new_size))
        query = {"form": "consistency", "from": str(old_size), "to": str(unverified(proof.note).size)}
        await self._ledger.record(_event(Kind.EXPORT, asked, query, count=0))
        return proof

    async def export(self, asked: Asked, extent: Extent) -> AsyncGenerator[bytes]:
        """Return the lines of a bundle, in pieces, once the export is on record."""

        async def record(head: Head, count: int) -> None:
            manifest = head.manifest
            query = {"form": "bundle", "scope": manifest.scope, "size": str(manifest.size), **manifest.query}
            await self._ledger.record(_event(Kind.EXPORT, asked, query, count=count))

        return await self.exports.begin(asked, extent, record)

    async def checkpoint(self, tenant: str) -> bytes:
        """Return a log's newest checkpoint."""
        return await self._reader.ask(Log(tenant).checkpoint)

    async def tile(self, tenant: str, tile: Tile) -> bytes:
        """Return the hashes of one tile."""
        return await self._reader.ask(lambda connection: Log(tenant).tile(connection, tile))

    async def _commitments(self, wanted: Search, text_sha256: str) -> tuple[str, ...]:
        decryptor = self._need_decryptor()
        tenant = wanted.tenant or ""
        until = wanted.until or dt.datetime.now(dt.UTC)
        since = wanted.since or max(until, _FIRST_MOMENT + _MONTHS_BACK) - _MONTHS_BACK
        if since > until:
            raise Unprocessable("since is after until", client_text="'since' is after 'until'.")
        owner = None if wanted.caller is None else self._opener.owner(tenant, wanted.caller)
        months = texts.KeyRange(tenant, owner, since.date().replace(day=1), until.date())
        found = await decryptor.ask(lambda connection: texts.keys(connection, months, self._settings.text_keys_max))
        return await asyncio.to_thread(self._opener.commitments, text_sha256, found)

    def _need_decryptor(self) -> Reader:
        if self._decryptor is None:
            raise EvidenceUnavailable(_OFF_TEXTS, client_text="This gateway decrypts nothing.")
        return self._decryptor


class NoEvidence:
    """The ports where no reader is set: nothing is shown."""

    async def stop(self) -> None:
        """Do nothing."""

    async def search(
        self, asked: Asked, wanted: Search, text_sha256: str | None, after: Place | None, limit: int
    ) -> Page:
        """Refuse."""
        del asked, wanted, text_sha256, after, limit
        _refuse()

    async def decrypt(self, asked: Asked, place: Place, reason: str) -> OpenedTexts:
        """Refuse."""
        del asked, place, reason
        _refuse()

    async def prove(self, asked: Asked, place: Place, *, is_shown: bool) -> ProvenRecord:
        """Refuse."""
        del asked, place, is_shown
        _refuse()

    async def growth(self, asked: Asked, old_size: int, new_size: int | None) -> ConsistencyProof:
        """Refuse."""
        del asked, old_size, new_size
        _refuse()

    async def export(self, asked: Asked, extent: Extent) -> AsyncGenerator[bytes]:
        """Refuse."""
        del asked, extent
        _refuse()

    async def checkpoint(self, tenant: str) -> bytes:
        """Refuse."""
        del tenant
        _refuse()

    async def tile(self, tenant: str, tile: Tile) -> bytes:
        """Refuse."""
        del tenant, tile
        _refuse()


def _refuse() -> NoReturn:
    raise EvidenceUnavailable(_OFF, client_text="This gateway does not show its audit log.")


def _event(kind: Kind, asked: Asked, query: dict[str, str], *, count: int) -> Event:
    """Say who asked what, and how much was found; what names people or tells of texts stays a commitment."""
    told = [(name, value) for name, value in query.items() if name not in NAMING_PEOPLE]
    return Event(
        kind=kind,
        request_id=asked.request_id,
        caller=asked.caller,
        route=asked.route,
        details=(*told, ("count", count)),
        hidden=tuple((name, value) for name, value in query.items() if name in NAMING_PEOPLE),
    )


def _of(place: Place) -> dict[str, str]:
    return {"request_id": place.request_id, "kind": place.kind, "candidate": str(place.candidate)}
