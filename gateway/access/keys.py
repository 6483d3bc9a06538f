"""
The keys that may sign tokens: a JWKS from a file or a URL, or, in embedded mode only, one shared secret.

Each key is bound to the algorithms that its issuer pins, so a token's header can never choose how its key is used.
Symmetric and private keys in a JWKS are left out.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import jwt
import structlog
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from gateway.access.refreshed import Refreshed, Timing
from gateway.access.settings import AccessSettings, IssuerSettings
from gateway.access.sources import check_url, fetch, read_file
from gateway.access.strict_json import read_object
from gateway.errors import SettingsInvalid

_log = structlog.get_logger(__name__)

# What each algorithm's key must be: JWK key type and, for curves, the curve.
ASYMMETRIC: Mapping[str, tuple[str, str | None]] = {
    "RS256": ("RSA", None),
    "RS384": ("RSA", None),
    "RS512": ("RSA", None),
    "PS256": ("RSA", None),
    "PS384": ("RSA", None),
    "PS512": ("RSA", None),
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}
_RSA_BITS_MIN, _RSA_BITS_MAX = 2048, 8192
_SECRET_BYTES_MIN = 32
_KEY_ID_CHARS_MAX = 256


@dataclass(frozen=True, slots=True)
class KeySet:
    """The usable keys of one issuer: by key id ("" for a key without) and algorithm. `count` is of keys, not pairs."""

    keys: Mapping[tuple[str, str], jwt.PyJWK]
    count: int

    def find(self, key_id: str | None, algorithm: str) -> jwt.PyJWK | None:
        """Return the key for this id and algorithm; without an id, the only key there is."""
        if key_id is not None:
            return self.keys.get((key_id, algorithm))
        if self.count != 1:
            return None
        return next((key for (_, bound), key in self.keys.items() if bound == algorithm), None)


def keys_of(issuer: IssuerSettings, settings: AccessSettings, monotonic: Callable[[], float]) -> Refreshed[KeySet]:
    """Return the issuer's keys, not yet loaded; raise SettingsInvalid if the settings do not say where they are."""
    places = [place for place in (issuer.jwks_file, issuer.jwks_url, issuer.secret_file) if place]
    if len(places) != 1:
        raise SettingsInvalid(f"issuer {issuer.issuer!r}: give exactly one of jwks_file, jwks_url, secret_file")
    _check_algorithms(issuer, embedded=settings.embedded)
    if issuer.jwks_url:
        check_url(issuer.jwks_url)
    interval_s = settings.jwks_refresh_s if issuer.jwks_url else settings.files_refresh_s
    floor_s = settings.jwks_refresh_s_min if issuer.jwks_url else min(1.0, settings.files_refresh_s)
    timing = Timing(interval_s, floor_s, settings.jwks_age_s_max, settings.jwks_ms_max)
    return Refreshed(f"keys of issuer {issuer.issuer!r}", _loader(issuer, settings), timing, monotonic=monotonic)


def _check_algorithms(issuer: IssuerSettings, *, embedded: bool) -> None:
    """Raise SettingsInvalid unless the pinned algorithms fit the key's kind and the mode."""
    if issuer.secret_file:
        if not embedded or issuer.algorithms != ("HS256",):
            raise SettingsInvalid(
                f"issuer {issuer.issuer!r}: a secret_file is for HS256 alone, in embedded mode only; use a JWKS"
            )
        return
    wrong = [name for name in issuer.algorithms if name not in ASYMMETRIC]
    if wrong or not issuer.algorithms:
        allowed = ", ".join(ASYMMETRIC)
        raise SettingsInvalid(f"issuer {issuer.issuer!r}: algorithms {wrong} are not among {allowed}")


def _loader(issuer: IssuerSettings, settings: AccessSettings) -> Callable[[], Awaitable[KeySet]]:
    """Return what loads the issuer's keys once; the same bytes are parsed only once."""
    last: tuple[bytes, KeySet] | None = None

    async def load() -> KeySet:
        nonlocal last
        data = await _bytes_of(issuer, settings)
        if last is None or last[0] != data:
            last = (data, parse_secret(data) if issuer.secret_file else parse_key_set(data, issuer.algorithms))
        return last[1]

    return load


async def _bytes_of(issuer: IssuerSettings, settings: AccessSettings) -> bytes:
    """Return the bytes of the issuer's key set or secret."""
    if issuer.jwks_url:
        return await fetch(
            issuer.jwks_url,
            bytes_max=settings.jwks_bytes_max,
            ms_max=settings.jwks_ms_max,
            ca_file=issuer.jwks_ca_file,
        )
    name = "secret_file" if issuer.secret_file else "jwks_file"
    path = issuer.secret_file or issuer.jwks_file
    return await read_file(path, bytes_max=settings.jwks_bytes_max, setting=f"access.issuers.{name}")


def parse_secret(data: bytes) -> KeySet:
    """Return the key set of one HS256 secret; raise SettingsInvalid if it is shorter than 32 bytes."""
    secret = data.strip()
    if len(secret) < _SECRET_BYTES_MIN:
        raise SettingsInvalid(f"access.issuers.secret_file: the secret is shorter than {_SECRET_BYTES_MIN} bytes")
    encoded = jwt.utils.base64url_encode(secret).decode()
    return KeySet({("", "HS256"): jwt.PyJWK({"kty": "oct", "k": encoded}, algorithm="HS256")}, 1)


def parse_key_set(data: bytes, algorithms: tuple[str, ...]) -> KeySet:
    """Return the usable keys of a JWKS; raise SettingsInvalid if there is none, or one id stands for two keys."""
    try:
        entries = read_object(data).get("keys")
    except ValueError as error:
        raise SettingsInvalid(f'a key set is no JSON of the form {{"keys": […]}} ({error})') from None
    keys: dict[tuple[str, str], jwt.PyJWK] = {}
    count = 0
    for entry in entries if isinstance(entries, list) else ():
        bound = _bind(entry, algorithms) if isinstance(entry, dict) else {}
        if keys.keys() & bound.keys():
            raise SettingsInvalid("a key set holds two keys under one key id; ids must be unique")
        keys.update(bound)
        count += bool(bound)
    if not keys:
        raise SettingsInvalid(f"a key set holds no usable public key for {', '.join(algorithms)}")
    return KeySet(keys, count)


def _bind(entry: dict[str, object], algorithms: tuple[str, ...]) -> dict[tuple[str, str], jwt.PyJWK]:
    """Return the entry as a key for each pinned algorithm that it fits; empty, and logged, if it is not usable."""
    key_id = entry.get("kid", "")
    defect = _defect(entry, key_id)
    fitting = [name for name in algorithms if _fits(entry, name)] if defect is None else []
    try:
        bound = {(str(key_id), name): jwt.PyJWK(entry, algorithm=name) for name in fitting}
    except (jwt.PyJWTError, UnsupportedAlgorithm) as error:
        defect, bound = type(error).__name__, {}
    for key in bound.values():
        if isinstance(key.key, RSAPublicKey) and not _RSA_BITS_MIN <= key.key.key_size <= _RSA_BITS_MAX:
            defect, bound = f"RSA of {key.key.key_size} bits", {}
            break
    if defect is not None:
        _log.warning("access.key_ignored", key_id=str(key_id)[:_KEY_ID_CHARS_MAX], reason=defect)
    return bound


def _defect(entry: dict[str, object], key_id: object) -> str | None:
    """Return why the entry may not verify tokens, or None."""
    operations = entry.get("key_ops")
    if not isinstance(key_id, str) or len(key_id) > _KEY_ID_CHARS_MAX:
        return "its kid is no short text"
    if "d" in entry or "k" in entry:
        return "it holds a private or symmetric key"
    if entry.get("use", "sig") != "sig" or (isinstance(operations, list) and "verify" not in operations):
        return "it is not meant for signatures"
    return None


def _fits(entry: dict[str, object], algorithm: str) -> bool:
    """Return whether key type, curve and the entry's own `alg` allow the algorithm."""
    key_type, curve = ASYMMETRIC[algorithm]
    if entry.get("alg", algorithm) != algorithm or entry.get("kty") != key_type:
        return False
    return curve is None or entry.get("crv") == curve
