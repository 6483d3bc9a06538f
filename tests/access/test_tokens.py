"""Tokens: what is accepted, and a table of what must never be."""

import asyncio
import json
import string
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path

import jwt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.access import JwtAccess
from gateway.errors import AccessDenied, Forbidden, Unauthenticated
from gateway.values import Role
from tests.access.forge import (
    AUDIENCE,
    ISSUER,
    NOW_S,
    OTHER_ISSUER,
    PEER,
    access_of,
    claims,
    ec_key,
    encode,
    header,
    make,
    public_jwk,
    public_pem,
    rsa_key,
    sign,
    write_files,
)


@pytest.fixture
async def access(tmp_path: Path) -> AsyncIterator[JwtAccess]:
    """Start access with two issuers."""
    made = access_of(write_files(tmp_path))
    await made.start()
    yield made
    await made.stop()


def bearer(token: str) -> dict[str, str]:
    """Return the headers that carry a token."""
    return {"authorization": f"Bearer {token}"}


def body_json(**changes: object) -> str:
    """Return good claims as JSON text, for edits that `json.dumps` cannot make."""
    return json.dumps(claims(**changes))


def raw(head: str | None = None, body: str | None = None) -> str:
    """Return a token, properly signed, over these texts."""
    head = json.dumps(header()) if head is None else head
    return sign(head.encode(), (body_json() if body is None else body).encode())


def parts() -> list[str]:
    """Return the three parts of a good token."""
    return make().split(".")


def unsigned(algorithm: str, signature: str = "") -> str:
    """Return a token without a real signature."""
    head = json.dumps(header(alg=algorithm)).encode()
    return f"{encode(head)}.{encode(body_json().encode())}.{signature}"


def with_claim(name: str, value: object) -> str:
    """Return a token with one claim changed; None takes it away."""
    return make(body=claims(**{name: value}))


def with_null(name: str) -> str:
    """Return a token with one claim null."""
    return raw(body=json.dumps({**claims(), name: None}))


def with_expiry(text: str) -> str:
    """Return a token whose exp is this JSON text."""
    return raw(body=body_json(exp=None)[:-1] + f', "exp": {text}' + "}")


GOOD = make()


def deep(opening: str, count: int) -> str:
    """Return claims with one value nested so deep."""
    return body_json()[:-1] + ', "x": ' + opening * count + "}"


FORGED: dict[str, Callable[[], str]] = {
    # no signature, or one under another algorithm
    "alg none": lambda: unsigned("none"),
    "alg None": lambda: unsigned("None"),
    "alg NONE": lambda: unsigned("NONE"),
    "alg nOnE with a signature": lambda: unsigned("nOnE", parts()[2]),
    "alg none, signed": lambda: make(header(alg="none")),
    "alg empty": lambda: make(header(alg="")),
    "alg absent": lambda: make(header(alg=None)),
    "alg a list": lambda: make(header(alg=["ES256"])),
    "alg lower case": lambda: make(header(alg="es256")),
    "alg with a blank": lambda: make(header(alg="ES256 ")),
    "alg not pinned": lambda: make(header(alg="RS256"), key=rsa_key(2048)),
    "alg of another curve": lambda: make(header(alg="ES384")),
    "signature absent": lambda: ".".join(parts()[:2]) + ".",
    "signature dropped with its dot": lambda: ".".join(parts()[:2]),
    "signature of nothing": lambda: ".".join([*parts()[:2], encode(b"\0" * 64)]),
    "signature of another token": lambda: ".".join([*parts()[:2], make(body=claims(sub="x")).split(".")[2]]),
    "signature cut": lambda: make()[:-4],
    # key confusion
    "HS256 with the public PEM": lambda: make(header(alg="HS256"), key=public_pem(ec_key("main"))),
    "HS256 with the public JWK": lambda: make(
        header(alg="HS256"), key=json.dumps(public_jwk(ec_key("main"), "key-1")).encode()
    ),
    "HS256 with an empty secret": lambda: make(header(alg="HS256"), key=b""),
    "key of another issuer, same kid": lambda: make(key=ec_key("other")),
    "key of nobody": lambda: make(key=ec_key("nobody")),
    "other key of the same issuer": lambda: make(header(kid="key-2")),
    "P-384 key under ES256": lambda: make(key=ec_key("384")),
    "other issuer's key and name, our kid": lambda: make(body=claims(iss=OTHER_ISSUER)),
    "RS256 kid with an EC signature": lambda: make(header(alg="RS256", kid="rsa-1"), claims(iss=OTHER_ISSUER)),
    # headers that bring their own key
    "embedded jwk": lambda: make(header(jwk=public_jwk(ec_key("evil"), "key-1")), key=ec_key("evil")),
    "embedded jwk, good signature": lambda: make(header(jwk=public_jwk(ec_key("main"), "key-1"))),
    "jku": lambda: make(header(jku="http://127.0.0.1:1/keys")),
    "x5u": lambda: make(header(x5u="http://127.0.0.1:1/cert")),
    "x5c": lambda: make(header(x5c=["MIIB"])),
    "crit unknown": lambda: make(header(crit=["exp"], exp=1)),
    "crit empty": lambda: make(header(crit=[])),
    "b64 false": lambda: make(header(b64=False, crit=["b64"])),
    "zip": lambda: make(header(zip="DEF")),
    # key ids
    "kid absent, two keys": lambda: make(header(kid=None)),
    "kid empty": lambda: make(header(kid="")),
    "kid unknown": lambda: make(header(kid="key-9")),
    "kid a path": lambda: make(header(kid="../../../dev/null"), key=b""),
    "kid a file": lambda: make(header(kid="/dev/null", alg="HS256"), key=b""),
    "kid an injection": lambda: make(header(kid="key-1' UNION SELECT 'x")),
    "kid with NUL": lambda: make(header(kid="key-1\0")),
    "kid a number": lambda: make(header(kid=1)),
    "kid a list": lambda: make(header(kid=["key-1"])),
    "kid long": lambda: make(header(kid="k" * 257)),
    "typ of a logout token": lambda: make(header(typ="logout+jwt")),
    "typ a list": lambda: make(header(typ=["JWT"])),
    # form
    "empty": lambda: "x",
    "dots alone": lambda: "..",
    "four parts": lambda: make() + ".x",
    "leading dot": lambda: "." + make(),
    "five parts (JWE)": lambda: make() + ".x.y",
    "padding": lambda: ".".join([parts()[0] + "=", *parts()[1:]]),
    "line feed at the end of a part": lambda: make().replace(".", "\n.", 1),
    "blank inside": lambda: make().replace(".", ". ", 1),
    "non-ASCII": lambda: "é" + make(),
    "full-width dot": lambda: make().replace(".", "\uff0e"),
    "Kelvin sign": lambda: "\u212a" + make(),
    "standard base64 alphabet": lambda: make().replace("_", "/").replace("-", "+") + "+",
    "huge": lambda: make(body=claims(pad="x" * 9000)),
    "header no JSON": lambda: raw(head="alg"),
    "header a list": lambda: raw(head="[]"),
    "header a text": lambda: raw(head='"ES256"'),
    "payload no JSON": lambda: raw(body="{"),
    "payload a list": lambda: raw(body="[]"),
    "payload null": lambda: raw(body="null"),
    "payload UTF-16": lambda: sign(json.dumps(header()).encode(), body_json().encode("utf-16")),
    "payload with a byte order mark": lambda: raw(body="\ufeff" + body_json()),
    "payload not UTF-8": lambda: sign(json.dumps(header()).encode(), body_json().encode()[:-1] + b', "x": "\xff"}'),
    "nested deep": lambda: raw(body=deep("[", 5000)),
    "a number too long": lambda: raw(body=body_json()[:-1] + ', "x": ' + "9" * 5000 + "}"),
    "claim twice": lambda: raw(body='{"sub": "admin", ' + body_json()[1:]),
    "exp twice": lambda: raw(body=body_json()[:-1] + f', "exp": {NOW_S + 99}' + "}"),
    "alg twice": lambda: raw(head='{"alg": "none", ' + json.dumps(header())[1:]),
    # each claim absent or wrong
    **{
        f"{name} absent": partial(with_claim, name, None)
        for name in ("iss", "aud", "sub", "jti", "iat", "exp", "tenant", "roles")
    },
    **{
        f"{name} null": partial(with_null, name)
        for name in ("iss", "aud", "sub", "jti", "iat", "exp", "nbf", "tenant", "roles")
    },
    **{
        f"{name} {kind}": partial(with_claim, name, value)
        for name in ("exp", "iat", "nbf")
        for kind, value in {
            "true": True,
            "a float": NOW_S + 0.5,
            "a text": str(NOW_S),
            "a list": [NOW_S],
            "negative": -1,
            "after the year 9999": 10**15,
        }.items()
    },
    **{
        f"exp {text}": partial(with_expiry, text)
        for text in ("NaN", "Infinity", "-Infinity", "1e999", "1e10")
    },
    "expired": lambda: make(body=claims(iat=NOW_S - 99, nbf=None, exp=NOW_S - 30)),
    "iat in the future": lambda: make(body=claims(iat=NOW_S + 31, nbf=None)),
    "nbf in the future": lambda: make(body=claims(nbf=NOW_S + 31)),
    "lives too long": lambda: make(body=claims(exp=NOW_S + 86_400)),
    "expires before it was issued": lambda: make(body=claims(iat=NOW_S + 20, exp=NOW_S + 10, nbf=None)),
    "aud of another": lambda: make(body=claims(aud="other")),
    "aud a longer name": lambda: make(body=claims(aud=AUDIENCE + "-2")),
    "aud another case": lambda: make(body=claims(aud=AUDIENCE.upper())),
    "aud a list without us": lambda: make(body=claims(aud=["other"])),
    "aud a list with us and another": lambda: make(body=claims(aud=["other", AUDIENCE])),
    "aud an empty list": lambda: make(body=claims(aud=[])),
    "aud a list of lists": lambda: make(body=claims(aud=[[AUDIENCE]])),
    "aud a number": lambda: make(body=claims(aud=1)),
    "aud an object": lambda: make(body=claims(aud={AUDIENCE: 1})),
    "iss unknown": lambda: make(body=claims(iss="https://evil.test")),
    "iss with a slash": lambda: make(body=claims(iss=ISSUER + "/")),
    "iss a list": lambda: make(body=claims(iss=[ISSUER])),
    "iss a number": lambda: make(body=claims(iss=1)),
    "sub a number": lambda: make(body=claims(sub=7)),
    "sub empty": lambda: make(body=claims(sub="")),
    "sub blank": lambda: make(body=claims(sub=" ")),
    "sub long": lambda: make(body=claims(sub="s" * 257)),
    "sub with a line feed": lambda: make(body=claims(sub="dev\nadmin")),
    "sub with a bidirectional control": lambda: make(body=claims(sub="dev\u202e1")),
    "sub a lone surrogate": lambda: raw(body=body_json(sub=None)[:-1] + ', "sub": "\\ud800"}'),
    "jti a number": lambda: make(body=claims(jti=7)),
    "jti with a blank": lambda: make(body=claims(jti="# x")),
    "jti revoked": lambda: make(body=claims(jti="revoked-1")),
    "tenant a list": lambda: make(body=claims(tenant=["acme"])),
    "tenant with NUL": lambda: make(body=claims(tenant="acme\0")),
    "tenant long": lambda: make(body=claims(tenant="t" * 65)),
    "tenant longer than a folder's name": lambda: make(body=claims(tenant="\u7a0e" * 29)),
    "roles unknown": lambda: make(body=claims(roles=["root"])),
    "roles in another case": lambda: make(body=claims(roles=["Developer"])),
    "roles empty": lambda: make(body=claims(roles=[])),
    "roles an object": lambda: make(body=claims(roles={"developer": True})),
    "roles a list of lists": lambda: make(body=claims(roles=[["developer"]])),
    "profile unknown": lambda: make(body=claims(profile="lax")),
    "profile a list": lambda: make(body=claims(profile=["strict"])),
}  # fmt: skip


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
async def test_no_forged_or_odd_token_is_accepted(access: JwtAccess, forge: Callable[[], str]) -> None:
    """Each attack ends as a denial with a reason, and as nothing else."""
    with pytest.raises(AccessDenied) as denial:
        await access.authenticate(PEER, bearer(forge()))

    assert denial.value.reason not in {"", "unauthenticated", "forbidden"}


def test_the_table_of_attacks_is_long() -> None:
    """Nobody thins out the table by accident."""
    assert 120 <= len(FORGED)


ACCEPTED: dict[str, Callable[[], str]] = {
    "plain": make,
    "second key": lambda: make(header(kid="key-2"), key=ec_key("second")),
    "no typ": lambda: make(header(typ=None)),
    "access token": lambda: make(header(typ="at+jwt")),
    "thumbprint ignored": lambda: make(header(x5t="abc")),
    "no nbf": lambda: make(body=claims(nbf=None)),
    "aud a list of us alone": lambda: make(body=claims(aud=[AUDIENCE])),
    "expired within leeway": lambda: make(body=claims(iat=NOW_S - 99, nbf=None, exp=NOW_S - 29)),
    "issued within leeway": lambda: make(body=claims(iat=NOW_S + 30, nbf=NOW_S + 30)),
    "longest life": lambda: make(body=claims(exp=NOW_S - 10 + 86_400)),
    "unknown roles beside ours": lambda: make(body=claims(roles=["root", 7, "developer"])),
    "roles as one text": lambda: make(body=claims(roles="openid developer")),
    "a name in another script": lambda: make(body=claims(sub="Zoë 東京")),
}


@pytest.mark.parametrize("good", ACCEPTED.values(), ids=ACCEPTED)
async def test_good_tokens_are_accepted(access: JwtAccess, good: Callable[[], str]) -> None:
    """What a careful issuer may write gives a developer of its tenant."""
    caller = await access.authenticate(PEER, bearer(good()))

    assert ("acme", ISSUER, frozenset({Role.DEVELOPER})) == (caller.tenant, caller.issuer, caller.roles)


async def test_a_token_that_comes_again_is_judged_again(tmp_path: Path) -> None:
    """A signature is verified once, but a token that was good a moment ago is refused when its time is over."""
    now_s = float(NOW_S)
    access = access_of(write_files(tmp_path), clock=lambda: now_s)
    await access.start()
    token = make()
    await access.authenticate(PEER, bearer(token))
    now_s += 3600 + 31
    with pytest.raises(Unauthenticated, match="exp"):
        await access.authenticate(PEER, bearer(token))
    await access.stop()


async def test_each_issuer_speaks_for_its_own_tenant(access: JwtAccess) -> None:
    """A fixed tenant beats the token's claim; a shared audience counts only where the settings say so."""
    head, body = header(alg="RS256", kid="rsa-1"), claims(iss=OTHER_ISSUER, aud=["x", AUDIENCE])
    caller = await access.authenticate(PEER, bearer(make(head, body, rsa_key(2048))))

    assert ("other-tenant", OTHER_ISSUER) == (caller.tenant, caller.issuer)


@pytest.mark.parametrize(
    ("changes", "profile"),
    [
        ({}, "standard"),
        ({"profile": "strict"}, "strict"),
        ({"profile": "standard", "roles": ["ci"]}, "standard"),
        ({"roles": ["ci"]}, "strict"),
    ],
)
async def test_claims_choose_the_profile(access: JwtAccess, changes: dict[str, object], profile: str) -> None:
    """The profile claim first, then the role, then the default."""
    caller = await access.authenticate(PEER, bearer(make(body=claims(**changes))))

    assert profile == caller.profile


async def test_want_of_a_role_is_forbidden_not_unauthenticated(access: JwtAccess) -> None:
    """A proven caller without a role hears 403."""
    with pytest.raises(Forbidden):
        await access.authenticate(PEER, bearer(make(body=claims(roles=["root"]))))


async def test_the_address_a_token_names_for_its_key_is_never_visited(access: JwtAccess) -> None:
    """A listener at the token's jku and x5u sees no connection."""
    seen: list[str] = []
    server = await asyncio.start_server(lambda _reader, _writer: seen.append("visited"), host="127.0.0.1", port=0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/keys"
    for name in ("jku", "x5u"):
        with pytest.raises(Unauthenticated):
            await access.authenticate(PEER, bearer(make(header(**{name: address}), key=ec_key("evil"))))
    server.close()
    await server.wait_closed()

    assert [] == seen


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        ({"authorization": "Bearer GOOD"}, True),
        ({"authorization": "bearer GOOD"}, True),
        ({"x-api-key": "GOOD"}, True),
        ({"authorization": "Bearer GOOD", "x-api-key": "GOOD"}, True),
        ({"authorization": "Bearer GOOD", "x-api-key": ""}, True),
        ({"authorization": "Bearer GOOD", "x-api-key": "other"}, False),
        ({"authorization": "Bearer other", "x-api-key": "GOOD"}, False),
        ({"authorization": "Basic GOOD"}, False),
        ({"authorization": "Basic eDp5", "x-api-key": "GOOD"}, False),
        ({"authorization": "GOOD"}, False),
        ({"authorization": "Bearer"}, False),
        ({"authorization": "Bearer  GOOD"}, False),
        ({"authorization": "Bearer GOOD, Bearer GOOD"}, False),
        ({"cookie": "token=GOOD"}, False),
        ({}, False),
    ],
)
async def test_where_the_token_may_stand(access: JwtAccess, headers: dict[str, str], *, accepted: bool) -> None:
    """In authorization or x-api-key; both must agree."""
    filled = {name: value.replace("GOOD", GOOD) for name, value in headers.items()}
    try:
        await access.authenticate(PEER, filled)
    except Unauthenticated:
        outcome = False
    else:
        outcome = True

    assert accepted == outcome


async def test_the_client_is_bounded_and_printable(access: JwtAccess) -> None:
    """A user agent cannot write lines of its own into the record."""
    headers = {**bearer(make()), "user-agent": "a\r\nb\u202e" + "x" * 500}
    caller = await access.authenticate(PEER, headers)

    assert "a  b " + "x" * 195 == caller.client


def _library_errors() -> Iterator[jwt.PyJWTError]:
    """Return one of each exception that PyJWT can raise."""
    waiting: list[type[jwt.PyJWTError]] = [jwt.PyJWTError]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        yield kind("reason")


@pytest.mark.parametrize("error", list(_library_errors()), ids=lambda error: type(error).__name__)
async def test_every_exception_of_the_library_is_a_denial(
    access: JwtAccess, error: jwt.PyJWTError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever PyJWT raises becomes Unauthenticated, with its name for the record."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(jwt, "decode", fail)
    with pytest.raises(Unauthenticated) as denial:
        await access.authenticate(PEER, bearer(make()))

    assert type(error).__name__ in denial.value.reason


ALPHABET = string.ascii_letters + string.digits + "-_.=+/ "


@given(
    place=st.integers(min_value=0, max_value=len(GOOD)),
    cut=st.integers(min_value=0, max_value=3),
    put=st.text(ALPHABET, max_size=3),
)
@example(place=len(GOOD) - 1, cut=1, put="")
@example(place=len(GOOD), cut=0, put="=")
@settings(max_examples=300, deadline=None)
def test_no_mutation_of_a_good_token_is_accepted(door: "Door", place: int, cut: int, put: str) -> None:
    """Any change of any part, the last bits of its base64 included, is refused; only the very token passes."""
    mutated = GOOD[:place] + put + GOOD[place + cut :]

    assert (mutated.strip(" ") == GOOD) == door.opens_for(mutated)


class Door:
    """Access on an event loop of its own, for many examples in one test."""

    def __init__(self, access: JwtAccess, runner: asyncio.Runner) -> None:
        """Start access."""
        self._access = access
        self._runner = runner
        runner.run(access.start())

    def opens_for(self, token: str) -> bool:
        """Return whether access lets the token in."""
        try:
            self._runner.run(self._access.authenticate(PEER, {"x-api-key": token}))
        except AccessDenied:
            return False
        return True


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Start access once for a whole property test."""
    access = access_of(write_files(tmp_path_factory.mktemp("keys")))
    with asyncio.Runner() as runner:
        yield Door(access, runner)
        runner.run(access.stop())
