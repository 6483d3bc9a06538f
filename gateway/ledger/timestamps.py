"""
Asks a time-stamping authority (RFC 3161) when a checkpoint was there. The stamp is over the checkpoint's text: origin,
size and root, so it holds for every note with that text.

Whether the authority is to be trusted, the auditor decides offline, with roots of their own; here it is only checked
that the answer is about what was asked.
"""

import hashlib
from dataclasses import dataclass

import httpx2
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, decode_timestamp_response
from rfc3161_client.tsp import PKIStatus

_ANSWER_BYTES_MAX = 65_536
_HEADERS = {"content-type": "application/timestamp-query", "accept": "application/timestamp-reply"}


class NotConfirmed(Exception):
    """Somebody who should confirm a checkpoint did not; the text says why."""


@dataclass(frozen=True, slots=True)
class TimestampAuthority:
    """One authority by its URL."""

    url: str

    async def stamp(self, client: httpx2.AsyncClient, text: bytes) -> bytes:
        """Return the authority's response over a text; raises NotConfirmed, and what the client raises."""
        request = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build()
        status, content = await bounded(client, self.url, request.as_bytes(), _HEADERS)
        if status != httpx2.codes.OK:
            raise NotConfirmed(f"the time-stamping authority answers {status}")
        try:
            response = decode_timestamp_response(content)
            granted = response.status == PKIStatus.GRANTED
            imprint = granted and response.tst_info.message_imprint.message
            nonce = granted and response.tst_info.nonce
        except ValueError as error:
            raise NotConfirmed("the time-stamping authority's answer is no time stamp") from error
        if not granted:
            raise NotConfirmed(f"the time-stamping authority refused: {', '.join(response.status_string)[:200]}")
        if imprint != hashlib.sha256(text).digest() or nonce != request.nonce:
            raise NotConfirmed("the time stamp is not for what was asked")
        return content


async def bounded(client: httpx2.AsyncClient, url: str, content: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """Post and return status and body; raises NotConfirmed for a body that is too large, or when nobody answers."""
    try:
        async with client.stream("POST", url, content=content, headers=headers) as answer:
            body = b""
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > _ANSWER_BYTES_MAX:
                    raise NotConfirmed(f"an answer of more than {_ANSWER_BYTES_MAX} bytes")
            return answer.status_code, body
    except httpx2.HTTPError as error:
        raise NotConfirmed(f"no answer: {type(error).__name__}") from None
