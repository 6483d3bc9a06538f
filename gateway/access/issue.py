"""
Issues tokens in embedded mode, where no identity provider is at hand: for `gateway token`, the demo and tests.

The private key is an ES256 key in a file that only its owner can read; the gateway gets the public half as a JWKS file,
just as it would from a real provider. Never used when a real issuer is configured.
"""

import json
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from gateway.access.settings import IssuerSettings, ProfileChoice
from gateway.errors import SettingsInvalid
from gateway.values import Role

_ALGORITHM = "ES256"
_LIFETIME_S_MAX = 31 * 86_400


class EmbeddedIssuer:
    """Holds the embedded key pair and signs tokens with it. Made in `folder` at first use, found there after."""

    def __init__(
        self,
        folder: str,
        *,
        issuer: str = "https://embedded.gateway.invalid",
        audience: str = "code-gateway",
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Load the key pair, or make it; raise SettingsInvalid if its file is unreadable, or readable by others."""
        self.issuer = issuer
        self.audience = audience
        self._clock = clock
        self._jwks_file = Path(folder) / "token-key.jwks.json"
        try:
            self._key = _load_or_make(Path(folder) / "token-key.pem")
            jwk = _public_jwk(self._key)
            _write_whole(self._jwks_file, json.dumps({"keys": [jwk]}, indent=2).encode(), mode=0o644)
        except OSError as error:
            raise SettingsInvalid(f"the embedded token key in {folder!r} cannot be used ({error.strerror})") from None
        self.key_id = jwk["kid"]

    def issuer_settings(self, *, profiles: Iterable[str] = ("standard", "strict")) -> IssuerSettings:
        """Return the settings that make the gateway accept this issuer's tokens with the given profiles."""
        return IssuerSettings(
            issuer=self.issuer,
            audience=self.audience,
            algorithms=(_ALGORITHM,),
            jwks_file=str(self._jwks_file),
            lifetime_s_max=_LIFETIME_S_MAX,
            tenant_claim="tenant",
            profiles=tuple(ProfileChoice(profile=name, claim_value=name) for name in profiles),
        )

    def token(  # noqa: PLR0913 - each names one claim; all but two by keyword
        self,
        subject: str,
        roles: Iterable[Role | str],
        *,
        tenant: str = "embedded",
        profile: str | None = None,
        lifetime_s: int = 3600,
        repositories: Iterable[str] = (),
        issued_ago_s: int = 0,
        audience: str | None = None,
        token_id: str | None = None,
    ) -> str:
        """
        Return a signed token.

        The last three parameters make bad ones for demonstrations: `issued_ago_s` above `lifetime_s` gives one that
        has expired. Raises SettingsInvalid for an unknown role or a lifetime that the gateway would refuse.
        """
        if not 0 < lifetime_s <= _LIFETIME_S_MAX:
            raise SettingsInvalid(f"a token's lifetime must be from 1 to {_LIFETIME_S_MAX} s")
        issued_s = int(self._clock()) - issued_ago_s
        claims: dict[str, object] = {
            "iss": self.issuer,
            "aud": audience or self.audience,
            "sub": subject,
            "jti": token_id or secrets.token_urlsafe(16),
            "iat": issued_s,
            "nbf": issued_s,
            "exp": issued_s + lifetime_s,
            "tenant": tenant,
            "roles": [_role(role) for role in roles],
            "repositories": list(repositories),
        }
        if profile is not None:
            claims["profile"] = profile
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers={"kid": self.key_id})


def _role(name: Role | str) -> str:
    """Return the role's name; raise SettingsInvalid if there is no such role."""
    try:
        return Role(name).value
    except ValueError:
        raise SettingsInvalid(f"{str(name)!r} is no role; roles are {', '.join(Role)}") from None


def _load_or_make(path: Path) -> ec.EllipticCurvePrivateKey:
    """Return the key in the file; make key and file if there is none. Two processes that race end with one key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with suppress(FileExistsError):
            _write_new(path, pem)
    return _load(path)


def _load(path: Path) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key in the file, which nobody but its owner may be able to read."""
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise SettingsInvalid(
                f"{str(path)!r} can be read by others; chmod it to 600, or delete it to get a new key"
            )
        data = file.read(65_536)
    try:
        key = load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SettingsInvalid(f"{str(path)!r} holds no private key; delete it to get a new one") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SettingsInvalid(f"{str(path)!r} holds no P-256 key; delete it to get a new one")
    return key


def _public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the public half as a JWK whose id is its RFC 7638 thumbprint."""
    public = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    members = {name: str(public[name]) for name in ("crv", "kty", "x", "y")}
    digest = sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode()).digest()
    return {**members, "alg": _ALGORITHM, "use": "sig", "kid": jwt.utils.base64url_encode(digest).decode()}


def _temporary(path: Path, data: bytes, mode: int) -> Path:
    """Write the data to a new file beside `path` and return it."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all; raise FileExistsError if it is there."""
    temporary = _temporary(path, data, 0o600)
    try:
        os.link(temporary, path)
    finally:
        temporary.unlink()


def _write_whole(path: Path, data: bytes, *, mode: int) -> None:
    """Replace the file's content, whole or not at all; leave it alone if it is right."""
    if path.exists() and path.read_bytes() == data:
        return
    _temporary(path, data, mode).replace(path)
