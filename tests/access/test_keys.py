"""Keys and revocations: loading, rotation, the floor between refreshes, and what happens when a refresh fails."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import jwt
import pytest

from gateway.access import AccessSettings, IssuerSettings, JwtAccess
from gateway.access.keys import KeySet, parse_key_set, parse_secret
from gateway.access.refreshed import Refreshed, Timing
from gateway.access.sources import check_url, fetch
from gateway.errors import AccessDenied, SettingsInvalid, Unauthenticated
from tests.access.forge import (
    AUDIENCE,
    ISSUER,
    NOW_S,
    PEER,
    claims,
    ec_key,
    header,
    key_set,
    make,
    public_jwk,
    rsa_key,
    write_files,
)

WAIT_S_MAX = 10.0


class Hand:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        """Start at zero, as a machine that has just booted would."""
        self.now_s = 0.0

    def __call__(self) -> float:
        """Return the time that the test has set."""
        return self.now_s


class Provider:
    """An identity provider on loopback that publishes what the test gives it."""

    def __init__(self) -> None:
        """Publish one key."""
        self.body = key_set(public_jwk(ec_key("main"), "key-1"))
        self.status = "200 OK"
        self.headers = ""
        self.visits = 0
        self.open = asyncio.Event()
        self.open.set()
        self.url = ""
        self.redirect_visit = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, once the test lets it."""
        await reader.readuntil(b"\r\n\r\n")
        self.visits += 1
        await self.open.wait()
        status, headers = self.status, self.headers
        if self.visits == self.redirect_visit:
            status, headers = "302 Found", f"location: {self.url}\r\n"
        head = f"HTTP/1.1 {status}\r\ncontent-length: {len(self.body)}\r\nconnection: close\r\n{headers}\r\n"
        writer.write(head.encode() + self.body)
        writer.close()


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    """Start a provider."""
    made = Provider()
    server = await asyncio.start_server(made.serve, host="127.0.0.1", port=0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/keys"
    yield made
    made.open.set()
    server.close()


def issuer_at(url: str) -> IssuerSettings:
    """Return an issuer whose keys are at this URL."""
    return IssuerSettings(issuer=ISSUER, audience=AUDIENCE, jwks_url=url, tenant="acme")


@asynccontextmanager
async def started(
    url: str, clock: Hand, *, jwks_age_s_max: float = 86_400.0, jwks_ms_max: int = 3000
) -> AsyncIterator[JwtAccess]:
    """Start access with this provider; no background refresh comes in between."""
    settings = AccessSettings(
        networks=(PEER,),
        issuers=(issuer_at(url),),
        jwks_refresh_s=3600.0,
        jwks_age_s_max=jwks_age_s_max,
        jwks_ms_max=jwks_ms_max,
    )
    access = JwtAccess(settings, clock=lambda: float(NOW_S), monotonic=clock)
    await access.start()
    try:
        yield access
    finally:
        await access.stop()


async def accepts(access: JwtAccess, name: str, key_id: str) -> bool:
    """Return whether a token of this key gets in."""
    try:
        await access.authenticate(PEER, {"x-api-key": make(header(kid=key_id), key=ec_key(name))})
    except AccessDenied:
        return False
    return True


async def test_a_rotated_key_is_found_by_its_unknown_id(provider: Provider) -> None:
    """After the floor, a token under a new key makes us fetch it; the old key is gone if it is no longer published."""
    clock = Hand()
    async with started(provider.url, clock) as access:
        before = await accepts(access, "main", "key-1")
        provider.body = key_set(public_jwk(ec_key("second"), "key-2"))
        clock.now_s += 31
        rotated = await accepts(access, "second", "key-2"), await accepts(access, "main", "key-1")

    assert (True, (True, False)) == (before, rotated)


async def test_unknown_ids_cause_one_fetch_per_floor(provider: Provider) -> None:
    """Whoever invents key ids cannot make us hammer the provider."""
    clock = Hand()
    async with started(provider.url, clock) as access:
        clock.now_s += 31
        for number in range(20):
            await accepts(access, "main", f"invented-{number}")
        visits = provider.visits

    assert 2 == visits


async def test_tokens_that_cannot_be_good_cause_no_fetch(provider: Provider) -> None:
    """An unknown issuer, a foreign algorithm or a missing key id is refused before any key is looked for."""
    clock = Hand()
    provider.body = key_set(public_jwk(ec_key("main"), "key-1"), public_jwk(ec_key("second"), "key-2"))
    async with started(provider.url, clock) as access:
        clock.now_s += 31
        hopeless = (
            make(header(kid="x"), claims(iss="https://evil.test")),
            make(header(kid="x", alg="RS256")),
            make(header(kid=None)),
        )
        for token in hopeless:
            with pytest.raises(Unauthenticated):
                await access.authenticate(PEER, {"x-api-key": token})
        visits = provider.visits

    assert 1 == visits


async def test_refreshes_at_the_same_time_are_one(provider: Provider) -> None:
    """Fifty requests under a new key wait for one fetch, and all get in."""
    clock = Hand()
    async with started(provider.url, clock) as access:
        provider.body = key_set(public_jwk(ec_key("second"), "key-2"))
        clock.now_s += 31
        results = await asyncio.gather(*(accepts(access, "second", "key-2") for _ in range(50)))

    assert ([True] * 50, 2) == (results, provider.visits)


async def test_a_hang_up_does_not_end_the_fetch_of_others(provider: Provider) -> None:
    """One cancelled request leaves the shared refresh to the other."""
    clock = Hand()
    async with asyncio.timeout(WAIT_S_MAX), started(provider.url, clock) as access:
        provider.body = key_set(public_jwk(ec_key("second"), "key-2"))
        provider.open.clear()
        clock.now_s += 31
        first = asyncio.create_task(accepts(access, "second", "key-2"))
        second = asyncio.create_task(accepts(access, "second", "key-2"))
        while provider.visits < 2:  # noqa: ASYNC110 - the visit is the condition
            await asyncio.sleep(0)
        first.cancel()
        provider.open.set()
        outcome = await second

    assert (True, True) == (outcome, first.cancelled())


@pytest.mark.parametrize("failure", ["500 Internal Server Error", "302 Found", "empty", "garbage"])
async def test_old_keys_stay_when_a_refresh_fails_but_not_for_ever(provider: Provider, failure: str) -> None:
    """A provider that is down stops nobody, until its keys are too old to be trusted."""
    clock = Hand()
    async with started(provider.url, clock, jwks_age_s_max=1000.0) as access:
        if failure in {"empty", "garbage"}:
            provider.body = {"empty": b'{"keys": []}', "garbage": b"<html>"}[failure]
        else:
            provider.status = failure
        clock.now_s += 31
        during = await accepts(access, "main", "unknown"), await accepts(access, "main", "key-1")
        visits = provider.visits
        clock.now_s += 1000
        after = await accepts(access, "main", "key-1")

    assert ((False, True), 2, False) == (during, visits, after)


BROKEN: dict[str, tuple[str, str, bytes | None]] = {
    "status": ("503 Service Unavailable", "", None),
    "compressed": ("200 OK", "content-encoding: gzip\r\n", None),
    "too large": ("200 OK", "", key_set(public_jwk(ec_key("main"), "key-1", pad="x" * 300_000))),
    "no JSON": ("200 OK", "", b"<html>"),
    "a list": ("200 OK", "", b"[]"),
    "keys not a list": ("200 OK", "", b'{"keys": {}}'),
    "no keys": ("200 OK", "", b'{"keys": []}'),
    "keys twice": ("200 OK", "", b'{"keys": [], "keys": []}'),
}


@pytest.mark.parametrize(("status", "headers", "body"), BROKEN.values(), ids=BROKEN)
async def test_a_start_without_keys_is_refused(
    provider: Provider, status: str, headers: str, body: bytes | None
) -> None:
    """The service does not start on a key set that it cannot use, and says which."""
    provider.status, provider.headers = status, headers
    provider.body = provider.body if body is None else body
    with pytest.raises(SettingsInvalid):
        async with started(provider.url, Hand()):
            pytest.fail("started without keys")


async def test_a_redirect_is_not_followed(provider: Provider) -> None:
    """Not even to a place that would answer well."""
    provider.redirect_visit = 1
    with pytest.raises(SettingsInvalid, match="302"):
        async with started(provider.url, Hand()):
            pytest.fail("followed a redirect")

    assert 1 == provider.visits


async def test_a_provider_that_never_answers_stops_the_start_in_time(provider: Provider) -> None:
    """The deadline of a load holds, and its setting is named."""
    provider.open.clear()
    with pytest.raises(SettingsInvalid, match=r"jwks_url|jwks_ms_max"):
        async with started(provider.url, Hand(), jwks_ms_max=50):
            pytest.fail("started without keys")


async def test_a_provider_that_is_not_there_stops_the_start() -> None:
    """A refused connection is named, not raised as the library's error."""
    with pytest.raises(SettingsInvalid, match="check address and network"):
        async with started("http://127.0.0.1:1/keys", Hand()):
            pytest.fail("started without keys")


def _client_errors() -> list[Exception]:
    """Return one of each exception that the HTTP client can raise."""
    request = httpx2.Request("GET", "http://127.0.0.1/")
    found: list[Exception] = []
    waiting: list[type[Exception]] = [httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, httpx2.CookieConflict]
    while waiting:
        kind = waiting.pop()
        waiting.extend(child for child in kind.__subclasses__() if child.__module__.startswith("httpx2"))
        if kind is httpx2.HTTPStatusError:
            found.append(httpx2.HTTPStatusError("reason", request=request, response=httpx2.Response(500)))
        elif kind.__init__ in {httpx2.StreamConsumed.__init__, httpx2.ResponseNotRead.__init__}:
            found.append(kind())
        else:
            found.append(kind("reason") if kind not in _NO_ARGUMENT else kind())
    return found


_NO_ARGUMENT = {httpx2.StreamConsumed, httpx2.StreamClosed, httpx2.ResponseNotRead, httpx2.RequestNotRead}


@pytest.mark.parametrize("error", _client_errors(), ids=lambda error: type(error).__name__)
async def test_every_exception_of_the_client_is_ours(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the HTTP client raises says which address gave no answer."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(httpx2.AsyncClient, "stream", fail)
    with pytest.raises(SettingsInvalid, match=type(error).__name__):
        await fetch("http://127.0.0.1:1/", bytes_max=10, ms_max=100, ca_file="")


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://issuer.test/keys", True),
        ("http://127.0.0.1:8080/keys", True),
        ("http://[::1]/keys", True),
        ("http://localhost/keys", True),
        ("http://issuer.test/keys", False),
        ("http://127.0.0.1.evil.test/keys", False),
        ("http://localhost.evil.test/keys", False),
        ("https://user:secret@issuer.test/keys", False),
        ("file:///etc/keys", False),
        ("ftp://127.0.0.1/keys", False),
        ("https://", False),
        ("https://[::1/keys", False),
        ("https://issuer.test:x/keys", False),
        ("issuer.test/keys", False),
    ],
)
def test_where_keys_may_be_fetched(url: str, *, good: bool) -> None:
    """Over TLS, or on loopback, without a password in the address."""
    try:
        check_url(url)
    except SettingsInvalid:
        outcome = False
    else:
        outcome = True

    assert good == outcome


def test_unusable_keys_are_left_out() -> None:
    """Private, symmetric, weak and foreign keys never verify anything; the good one beside them does."""
    good = public_jwk(rsa_key(2048), "good")
    secret = {"kty": "oct", "kid": "secret", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}
    found = parse_key_set(
        key_set(
            good,
            public_jwk(rsa_key(1024), "weak"),
            public_jwk(ec_key("main"), "curve"),
            public_jwk(ec_key("main"), "bad-point", x="AAAA"),
            {**good, "kid": "encryption", "use": "enc"},
            {**good, "kid": "wrapping", "key_ops": ["wrapKey"]},
            {**good, "kid": "private", "d": "AQAB"},
            {**good, "kid": 7},
            {"kty": "RSA", "kid": "half"},
            {"kty": "RSA", "kid": "number", "n": 5, "e": 3},
            {"kid": "nothing"},
            secret,
        ),
        ("RS256", "PS256"),
    )

    assert ({("good", "RS256"), ("good", "PS256")}, 1) == (set(found.keys), found.count)


def test_a_published_private_key_is_left_out() -> None:
    """A key whose private half is public proves nothing."""
    leaked = dict(jwt.algorithms.ECAlgorithm.to_jwk(ec_key("main"), as_dict=True))
    with pytest.raises(SettingsInvalid, match="no usable public key"):
        parse_key_set(key_set({**leaked, "kid": "k"}), ("ES256",))


def test_a_key_is_bound_to_the_algorithm_it_names() -> None:
    """A key that says RS256 verifies nothing under PS256."""
    found = parse_key_set(key_set(public_jwk(rsa_key(2048), "k", alg="RS256")), ("RS256", "PS256"))

    assert {("k", "RS256")} == set(found.keys)


def test_a_key_on_the_wrong_curve_is_left_out() -> None:
    """ES256 means P-256, nothing else."""
    with pytest.raises(SettingsInvalid):
        parse_key_set(key_set(public_jwk(ec_key("main384"), "k")), ("ES256",))


def test_two_keys_under_one_id_are_refused() -> None:
    """Nobody can tell which of the two a token means."""
    with pytest.raises(SettingsInvalid, match="unique"):
        parse_key_set(key_set(public_jwk(ec_key("main"), "k"), public_jwk(ec_key("other"), "k")), ("ES256",))


@pytest.mark.parametrize(
    ("count", "key_id", "found"), [(1, None, True), (1, "key-0", True), (1, "key-1", False), (2, None, False)]
)
def test_only_a_lone_key_needs_no_id(count: int, key_id: str | None, *, found: bool) -> None:
    """With two keys a token must say which."""
    jwks = [public_jwk(ec_key(str(number)), f"key-{number}") for number in range(count)]

    assert found == (parse_key_set(key_set(*jwks), ("ES256",)).find(key_id, "ES256") is not None)


def test_a_short_secret_is_refused() -> None:
    """An HS256 secret that could be guessed stops the start; a long one is the only key."""
    with pytest.raises(SettingsInvalid):
        parse_secret(b"short\n")

    assert KeySet(parse_secret(b"s" * 32 + b"\n").keys, 1).find(None, "HS256") is not None


def _issuer(**changes: object) -> IssuerSettings:
    """Return an issuer with some settings changed."""
    base = IssuerSettings(issuer=ISSUER, audience=AUDIENCE, jwks_file="keys.json", tenant="acme")
    return replace(base, **changes)  # type: ignore[arg-type] # the table below is typed by hand


@pytest.mark.parametrize(
    ("issuers", "message"),
    [
        ((), "issuers is empty"),
        ((_issuer(), _issuer()), "twice"),
        ((_issuer(jwks_file=""),), "exactly one of jwks_file"),
        ((_issuer(jwks_url="https://issuer.test"),), "exactly one of jwks_file"),
        ((_issuer(jwks_file="", jwks_url="http://issuer.test"),), "https://"),
        ((_issuer(jwks_file="", secret_file="s", algorithms=("HS256",)),), "embedded mode only"),
        ((_issuer(algorithms=("HS256",)),), "not among"),
        ((_issuer(algorithms=("none",)),), "not among"),
        ((_issuer(algorithms=("ES256", "HS256")),), "not among"),
        ((_issuer(algorithms=()),), "not among"),
        ((_issuer(tenant=""),), "exactly one of tenant"),
        ((_issuer(tenant_claim="tenant"),), "exactly one of tenant"),
        ((_issuer(tenant="\u7a0e" * 29),), "published in a folder .* at most 255 bytes"),
        ((_issuer(audience=""),), "may not be empty"),
        ((_issuer(lifetime_s_max=0),), "above 0"),
        ((_issuer(leeway_s=-1),), "not below"),
        ((_issuer(jwks_file="/nonexistent/keys.json"),), "cannot read"),
        ((_issuer(jwks_file="nul\0byte"),), "cannot read"),
    ],
)
async def test_settings_that_cannot_be_kept_stop_the_start(issuers: tuple[IssuerSettings, ...], message: str) -> None:
    """Each says what to change."""
    with pytest.raises(SettingsInvalid, match=message):
        await JwtAccess(AccessSettings(issuers=issuers)).start()


async def test_a_shared_secret_works_in_embedded_mode_only(tmp_path: Path) -> None:
    """HS256 tokens get in where the settings say embedded."""
    (tmp_path / "secret").write_bytes(b"s" * 32)
    issuer = _issuer(jwks_file="", secret_file=str(tmp_path / "secret"), algorithms=("HS256",))
    access = JwtAccess(AccessSettings(issuers=(issuer,), embedded=True), clock=lambda: float(NOW_S))
    await access.start()
    token = make(header(alg="HS256", kid=None), key=b"s" * 32)
    caller = await access.authenticate(PEER, {"x-api-key": token})
    await access.stop()

    assert "dev1" == caller.subject


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition that a background task brings about."""
    async with asyncio.timeout(WAIT_S_MAX):
        while not await condition():  # noqa: ASYNC110 - the condition is about files, which have no event
            await asyncio.sleep(0)


async def test_files_are_read_again_when_they_change(tmp_path: Path) -> None:
    """A key taken out of its file, and a token put on the revocation list, stop working without a restart."""
    files = write_files(tmp_path)
    issuer = IssuerSettings(issuer=ISSUER, audience=AUDIENCE, jwks_file=str(files.keys), tenant="acme")
    settings = AccessSettings(issuers=(issuer,), revoked_file=str(files.revoked), files_refresh_s=0.001)
    access = JwtAccess(settings, clock=lambda: float(NOW_S))
    await access.start()

    async def key_1_is_refused() -> bool:
        return not await accepts(access, "main", "key-1")

    async def key_2_is_refused() -> bool:
        return not await accepts(access, "second", "key-2")

    before = await key_1_is_refused(), await key_2_is_refused()
    files.keys.write_bytes(key_set(public_jwk(ec_key("second"), "key-2")))
    await until(key_1_is_refused)
    between = await key_2_is_refused()
    files.revoked.write_text("token-1\n")
    await until(key_2_is_refused)
    await access.stop()

    assert ((False, False), False) == (before, between)


async def test_a_lost_revocation_list_refuses_everybody_in_the_end(tmp_path: Path) -> None:
    """Not to know who was revoked is a reason to let nobody in."""
    files, clock = write_files(tmp_path), Hand()
    issuer = IssuerSettings(issuer=ISSUER, audience=AUDIENCE, jwks_file=str(files.keys), tenant="acme")
    settings = AccessSettings(issuers=(issuer,), revoked_file=str(files.revoked), files_refresh_s=3600.0)
    access = JwtAccess(settings, clock=lambda: float(NOW_S), monotonic=clock)
    await access.start()
    files.revoked.unlink()
    clock.now_s += 59
    during = await accepts(access, "main", "key-1")
    clock.now_s += 2
    after = await accepts(access, "main", "key-1")
    await access.stop()

    assert (True, False) == (during, after)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"x" * 5000], ids=["missing", "not UTF-8", "too large"])
async def test_a_revocation_list_that_cannot_be_read_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    """A list that is configured must be there."""
    files = write_files(tmp_path)
    files.revoked.unlink()
    if content is not None:
        files.revoked.write_bytes(content)
    issuer = IssuerSettings(issuer=ISSUER, audience=AUDIENCE, jwks_file=str(files.keys), tenant="acme")
    settings = AccessSettings(issuers=(issuer,), revoked_file=str(files.revoked), revoked_bytes_max=4096)
    with pytest.raises(SettingsInvalid, match="revoked_file"):
        await JwtAccess(settings).start()


async def test_a_value_that_was_never_loaded_lets_nobody_in() -> None:
    """Access that was not started refuses, it does not guess."""

    async def load() -> int:
        return 1

    value = Refreshed("numbers", load, Timing(1, 1, 1, 1000), monotonic=Hand())
    with pytest.raises(Unauthenticated, match="never loaded"):
        value.value()


def test_the_forge_writes_json() -> None:
    """The key sets of these tests are what a provider would publish."""
    assert ["keys"] == list(json.loads(key_set(public_jwk(ec_key("main"), "k"))))
