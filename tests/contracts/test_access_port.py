"""The promises of the Access port, held by the real thing and by the fake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.access import AccessSettings, EmbeddedIssuer, JwtAccess
from gateway.errors import Forbidden, Unauthenticated
from gateway.ports import Access
from gateway.values import Role
from tests.fakes.access import FakeAccess, caller_of


@dataclass(frozen=True, slots=True)
class Subject:
    """An implementation, and a token of the developer dev1 of acme that it accepts from 127.0.0.1 only."""

    access: Access
    token: str


@asynccontextmanager
async def real(folder: Path) -> AsyncIterator[Subject]:
    """Start the real thing with the embedded issuer's key."""
    issuer = EmbeddedIssuer(str(folder))
    access = JwtAccess(
        AccessSettings(networks=("127.0.0.1/32",), issuers=(issuer.issuer_settings(),), embedded=True),
    )
    await access.start()
    try:
        yield Subject(access, issuer.token("dev1", [Role.DEVELOPER], tenant="acme"))
    finally:
        await access.stop()


@asynccontextmanager
async def fake(_folder: Path) -> AsyncIterator[Subject]:
    """Give the fake one token."""
    yield Subject(FakeAccess({"good": caller_of("dev1", tenant="acme")}), "good")


@pytest.fixture(params=[real, fake], ids=["real", "fake"])
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    """Give each implementation in turn."""
    async with request.param(tmp_path) as made:
        yield made


async def test_a_good_token_from_an_allowed_address_is_a_caller(subject: Subject) -> None:
    """Both proofs together give the caller, with tenant, roles and profile."""
    caller = await subject.access.authenticate("127.0.0.1", {"authorization": f"Bearer {subject.token}"})

    assert ("dev1", "acme", "127.0.0.1") == (caller.subject, caller.tenant, caller.address)
    assert (frozenset({Role.DEVELOPER}), "standard") == (caller.roles, caller.profile)


async def test_a_good_token_from_elsewhere_is_forbidden(subject: Subject) -> None:
    """The token alone is not enough."""
    with pytest.raises(Forbidden):
        await subject.access.authenticate("10.0.0.1", {"authorization": f"Bearer {subject.token}"})


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": ""}])
async def test_an_allowed_address_without_a_good_token_is_unauthenticated(
    subject: Subject, headers: dict[str, str]
) -> None:
    """The address alone is not enough."""
    with pytest.raises(Unauthenticated):
        await subject.access.authenticate("127.0.0.1", headers)


async def test_an_address_can_be_proven_alone(subject: Subject) -> None:
    """What is public within the networks needs no token, and is for nobody else."""
    assert "127.0.0.1" == subject.access.admit("127.0.0.1", {})
    with pytest.raises(Forbidden):
        subject.access.admit("10.0.0.1", {})
