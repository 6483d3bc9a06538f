"""
Prove a JSON Web Token. PyJWT verifies; what it leaves open is decided here, always against the token.

The token's own header and issuer are read before the signature is verified, but only to choose among keys that the
settings name: the header never brings a key, an address of one, or an algorithm that its issuer does not pin.
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import jwt

from gateway.access.claims import Claims, Identity, check_audience, check_issuer, check_times, identify
from gateway.access.keys import KeySet, keys_of
from gateway.access.refreshed import Refreshed
from gateway.access.revocations import Revocations
from gateway.access.settings import AccessSettings, IssuerSettings
from gateway.access.strict_json import read_object
from gateway.errors import SettingsInvalid, Unauthenticated

_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_REFUSED_HEADERS = frozenset({"jku", "x5u", "jwk", "x5c", "crit", "b64", "zip", "enc", "epk"})
_TYPES = frozenset({"jwt", "at+jwt", "application/jwt", "application/at+jwt"})
_KEY_ID_CHARS_MAX = 256
_QUOTED_CHARS_MAX = 80
_TOKENS_COUNT_MAX = 1024
_HEADERS_COUNT_MAX = 256  # all tokens under one key have the same header


@dataclass(frozen=True, slots=True)
class _Announced:
    """What a token says of itself before anything is proven."""

    issuer: str
    key_id: str | None
    algorithm: str


@dataclass(frozen=True, slots=True)
class _Issuer:
    """An issuer with its keys."""

    settings: IssuerSettings
    keys: Refreshed[KeySet]


class Tokens:
    """Proves tokens of the issuers in the settings."""

    def __init__(
        self,
        settings: AccessSettings,
        revocations: Revocations,
        *,
        clock: Callable[[], float],
        monotonic: Callable[[], float],
    ) -> None:
        """Check the issuers; raise SettingsInvalid if one cannot be kept. `clock` tells seconds since 1970."""
        if not settings.issuers:
            raise SettingsInvalid("access.issuers is empty, so nobody could come in; name an identity provider")
        self._issuers: dict[str, _Issuer] = {}
        for issuer in settings.issuers:
            check_issuer(issuer)
            if issuer.issuer in self._issuers:
                raise SettingsInvalid(f"issuer {issuer.issuer!r} stands twice in access.issuers")
            self._issuers[issuer.issuer] = _Issuer(issuer, keys_of(issuer, settings, monotonic))
        self._revocations = revocations
        self._token_bytes_max = settings.token_bytes_max
        self._clock = clock

    async def start(self) -> None:
        """Load every issuer's keys; raise SettingsInvalid if one cannot be loaded."""
        for issuer in self._issuers.values():
            await issuer.keys.start()

    async def stop(self) -> None:
        """Stop refreshing keys."""
        for issuer in self._issuers.values():
            await issuer.keys.stop()

    async def prove(self, token: str) -> Identity:
        """Return who the token speaks for; raise Unauthenticated, or Forbidden for want of a role or profile."""
        announced = _announced(token, self._token_bytes_max)
        issuer = self._issuers.get(announced.issuer)
        if issuer is None:
            raise Unauthenticated(f"unknown issuer {_quoted(announced.issuer)}")
        if announced.algorithm not in issuer.settings.algorithms:
            raise Unauthenticated(f"algorithm {_quoted(announced.algorithm)} is not pinned for its issuer")
        key = await _choose(issuer.keys, announced)
        claims = _verified(token, key, announced.algorithm, issuer.settings)
        check_audience(claims, issuer.settings)
        check_times(claims, issuer.settings, self._clock())
        identity = identify(claims, issuer.settings)
        if self._revocations.is_revoked(identity.issuer, identity.token_id):
            raise Unauthenticated("the token was revoked (jti)")
        return identity


async def _choose(keys: Refreshed[KeySet], announced: _Announced) -> jwt.PyJWK:
    """Return the key that the token names; refresh the keys, at most once per floor, if they do not hold it."""
    key_set = keys.value()
    if announced.key_id is None and key_set.count != 1:
        raise Unauthenticated("the token names no key (kid), and its issuer has several")
    key = key_set.find(announced.key_id, announced.algorithm)
    if key is None:
        await keys.refresh()
        key = keys.value().find(announced.key_id, announced.algorithm)
    if key is None:
        raise Unauthenticated("the token's key (kid) is unknown for its issuer and algorithm")
    return key


@lru_cache(maxsize=_TOKENS_COUNT_MAX)
def _verified(token: str, key: jwt.PyJWK, algorithm: str, issuer: IssuerSettings) -> Claims:
    """
    Return the claims under a valid signature; raise Unauthenticated with PyJWT's reason for anything else.

    Nothing in here depends on time, and a key that is read anew is another key: so a token that comes again, as every
    IDE's does, is not verified again. What does depend on time, and the revocations, are asked at every request.
    """
    try:
        claims: Claims = jwt.decode(
            token,
            key=key,
            algorithms=[algorithm],
            audience=issuer.audience,
            issuer=issuer.issuer,
            options={
                "require": ["exp", "iat", "sub", "aud", "iss", "jti"],
                "verify_signature": True,
                "enforce_minimum_key_length": True,
                "verify_aud": True,
                "verify_iss": True,
                "verify_sub": True,
                "verify_jti": True,
                # `check_times` verifies these three, by our clock and without accepting floats, texts and bools.
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
        return MappingProxyType(claims)
    except jwt.PyJWTError as error:
        raise Unauthenticated(f"{type(error).__name__}: {error}"[:200]) from None


def _announced(token: str, bytes_max: int) -> _Announced:
    """Return what the token says of itself; raise Unauthenticated if it is too large, odd, or brings its own key."""
    if len(token) > bytes_max:
        raise Unauthenticated(f"the token is larger than {bytes_max} bytes")
    if _SHAPE.fullmatch(token) is None:
        raise Unauthenticated("the token is not three base64url parts with dots between")
    header_part, claims_part, _signature = token.split(".")
    algorithm, key_id = _header(header_part)
    issuer = _object(claims_part, "payload").get("iss")
    if not isinstance(issuer, str):
        raise Unauthenticated("the token's iss is missing, or no text")
    return _Announced(issuer, key_id, algorithm)


@lru_cache(maxsize=_HEADERS_COUNT_MAX)
def _header(part: str) -> tuple[str, str | None]:
    """Return algorithm and key id; raise Unauthenticated for a header that is unreadable or brings its own key."""
    header = _object(part, "header")
    algorithm, key_id = header.get("alg"), header.get("kid")
    refused = _REFUSED_HEADERS & header.keys()
    if refused:
        raise Unauthenticated(f"the token's header holds {', '.join(sorted(refused))}, which is never accepted")
    if not isinstance(algorithm, str):
        raise Unauthenticated("the token's alg is missing, or no text")
    if key_id is not None and not (isinstance(key_id, str) and 0 < len(key_id) <= _KEY_ID_CHARS_MAX):
        raise Unauthenticated("the token's kid is no short text")
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise Unauthenticated("the token's typ is none of JWT and at+jwt")
    return algorithm, key_id


def _object(part: str, name: str) -> Claims:
    """Return one part of the token as an object; raise Unauthenticated for anything but unambiguous JSON."""
    try:
        return read_object(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError as error:
        raise Unauthenticated(f"the token's {name} is unreadable ({type(error).__name__})") from None


def _quoted(text: str) -> str:
    """Return a text that nobody vouched for in a form that is safe in a record."""
    return ascii(text[:_QUOTED_CHARS_MAX])
