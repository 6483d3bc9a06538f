"""Keys, good tokens and forged ones."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.access import AccessSettings, IssuerSettings, JwtAccess, ProfileChoice

NOW_S = 1_800_000_000
ISSUER, OTHER_ISSUER, AUDIENCE = "https://issuer.test", "https://other.test", "code-gateway"
PEER = "127.0.0.1"

type PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key of this name; a name that ends in `384` gives a P-384 key."""
    return ec.generate_private_key(ec.SECP384R1() if name.endswith("384") else ec.SECP256R1())


@cache
def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    """Return an RSA key of this size."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def public_jwk(key: PrivateKey, key_id: str | None, **members: object) -> dict[str, object]:
    """Return the public half as a JWK."""
    if isinstance(key, rsa.RSAPrivateKey):
        jwk = dict(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True))
        jwk.pop("key_ops", None)
    else:
        jwk = dict(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True))
    if key_id is not None:
        jwk["kid"] = key_id
    return {**jwk, **members}


def key_set(*jwks: Mapping[str, object]) -> bytes:
    """Return a JWKS."""
    return json.dumps({"keys": list(jwks)}).encode()


def public_pem(key: PrivateKey) -> bytes:
    """Return the public half as PEM, as a key-confusion attack uses it for a secret."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def encode(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims(**changes: object) -> dict[str, object]:
    """Return good claims with some changed; None takes one away."""
    good: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "dev1",
        "jti": "token-1",
        "iat": NOW_S - 10,
        "nbf": NOW_S - 10,
        "exp": NOW_S + 3600,
        "tenant": "acme",
        "roles": ["developer"],
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def header(**changes: object) -> dict[str, object]:
    """Return a good header with some members changed; None takes one away."""
    good: dict[str, object] = {"typ": "JWT", "alg": "ES256", "kid": "key-1"}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def sign(head: bytes, body: bytes, key: PrivateKey | bytes | None = None) -> str:
    """Return a token over these very bytes: ES256 or RS256 by the key's type, HS256 for bytes."""
    signing_input = f"{encode(head)}.{encode(body)}"
    key = key if key is not None else ec_key("main")
    if isinstance(key, bytes):
        signature = hmac.new(key, signing_input.encode(), hashlib.sha256).digest()
    elif isinstance(key, rsa.RSAPrivateKey):
        signature = jwt.get_algorithm_by_name("RS256").sign(signing_input.encode(), key)
    else:
        signature = jwt.get_algorithm_by_name("ES256").sign(signing_input.encode(), key)
    return f"{signing_input}.{encode(signature)}"


def make(
    head: Mapping[str, object] | None = None,
    body: Mapping[str, object] | None = None,
    key: PrivateKey | bytes | None = None,
) -> str:
    """Return a signed token; by default a good one."""
    head = header() if head is None else head
    body = claims() if body is None else body
    return sign(json.dumps(head).encode(), json.dumps(body).encode(), key)


@dataclass(frozen=True, slots=True)
class Files:
    """Where a test's key sets and revocations are."""

    keys: Path
    other_keys: Path
    revoked: Path


def write_files(folder: Path) -> Files:
    """Write two issuers' key sets, two keys each, and a revocation list."""
    files = Files(folder / "keys.json", folder / "other.json", folder / "revoked.txt")
    files.keys.write_bytes(key_set(public_jwk(ec_key("main"), "key-1"), public_jwk(ec_key("second"), "key-2")))
    files.other_keys.write_bytes(key_set(public_jwk(rsa_key(2048), "rsa-1"), public_jwk(ec_key("other"), "key-1")))
    files.revoked.write_text("# stolen laptop\nrevoked-1\n\n")
    return files


def access_of(files: Files, clock: Callable[[], float] = lambda: float(NOW_S)) -> JwtAccess:
    """Return access with both issuers, at the fixed time unless there is another clock."""
    main = IssuerSettings(
        issuer=ISSUER,
        audience=AUDIENCE,
        jwks_file=str(files.keys),
        tenant_claim="tenant",
        profiles=(
            ProfileChoice("strict", claim_value="strict"),
            ProfileChoice("standard", claim_value="standard"),
            ProfileChoice("strict", role="ci"),
        ),
    )
    other = IssuerSettings(
        issuer=OTHER_ISSUER,
        audience=AUDIENCE,
        algorithms=("RS256", "ES256"),
        jwks_file=str(files.other_keys),
        tenant="other-tenant",
        audience_shared=True,
    )
    settings = AccessSettings(networks=(PEER,), issuers=(main, other), revoked_file=str(files.revoked))
    return JwtAccess(settings, clock=clock)
