"""Proves callers: an allowed address and a valid token, both. The only implementation of the Access port."""

import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack

from gateway.access.addresses import Addresses
from gateway.access.revocations import FileRevocations, NoRevocations, Revocations
from gateway.access.settings import AccessSettings
from gateway.access.tokens import Tokens
from gateway.errors import AccessDenied, Unauthenticated
from gateway.values import Caller

_CLIENT_CHARS_MAX = 200
_SCHEME_BEARER = "bearer"


class JwtAccess:
    """Address allowlist and JSON Web Tokens. `start` before use, `stop` after; one event loop owns it."""

    def __init__(
        self,
        settings: AccessSettings,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        revocations: Revocations | None = None,
    ) -> None:
        """
        Check the settings; raise SettingsInvalid if they cannot be kept.

        `clock` tells seconds since 1970, `monotonic` seconds. `revocations` replaces `settings.revoked_file`.
        """
        self._addresses = Addresses(settings)
        self._revocations = revocations or _revocations(settings, monotonic)
        self._tokens = Tokens(settings, self._revocations, clock=clock, monotonic=monotonic)

    async def start(self) -> None:
        """Load keys and revocations; raise SettingsInvalid, with what to do, if one cannot be loaded."""
        async with AsyncExitStack() as undo:
            undo.push_async_callback(self.stop)
            await self._revocations.start()
            await self._tokens.start()
            undo.pop_all()

    async def stop(self) -> None:
        """Stop refreshing keys and revocations."""
        await self._tokens.stop()
        await self._revocations.stop()

    def admit(self, peer: str, headers: Mapping[str, str]) -> str:
        """Prove the address alone and return it; raises as `authenticate` does."""
        return self._addresses.prove(peer, headers.get("x-forwarded-for"))

    async def authenticate(self, peer: str, headers: Mapping[str, str]) -> Caller:
        """
        Prove address and token, both, and return the caller.

        `headers` have lower-case names; lines of the same name were joined with commas. Raises Unauthenticated or
        Forbidden with the true reason, which is for the record only.
        """
        address = self.admit(peer, headers)
        try:
            identity = await self._tokens.prove(token_of(headers))
        except AccessDenied as denial:
            denial.address = address
            raise
        return Caller(
            subject=identity.subject,
            tenant=identity.tenant,
            token_id=identity.token_id,
            issuer=identity.issuer,
            address=address,
            client=client_of(headers),
            roles=identity.roles,
            profile=identity.profile,
        )


def _revocations(settings: AccessSettings, monotonic: Callable[[], float]) -> Revocations:
    """Return the revocation list that the settings ask for."""
    return FileRevocations(settings, monotonic=monotonic) if settings.revoked_file else NoRevocations()


def token_of(headers: Mapping[str, str]) -> str:
    """Return the token of `authorization: Bearer` or `x-api-key`; raise Unauthenticated for none, or two different."""
    bearer = headers.get("authorization", "").strip(" \t")
    api_key = headers.get("x-api-key", "").strip(" \t")
    if not bearer and not api_key:
        raise Unauthenticated("no token: neither authorization nor x-api-key is present")
    if not bearer:
        return api_key
    scheme, _, token = bearer.partition(" ")
    if scheme.lower() != _SCHEME_BEARER or not token:
        raise Unauthenticated("the authorization header is not of the form 'Bearer TOKEN'")
    if api_key and api_key != token:
        raise Unauthenticated("authorization and x-api-key hold different tokens")
    return token


def client_of(headers: Mapping[str, str]) -> str:
    """Return the user agent, at most 200 characters, with a blank for each character that is not printable."""
    text = headers.get("user-agent", "")[:_CLIENT_CHARS_MAX]
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)
