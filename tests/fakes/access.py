"""Access without cryptography: a table of tokens, for tests of what comes after."""

from collections.abc import Iterable, Mapping

from gateway.errors import Forbidden, Unauthenticated
from gateway.values import Caller, Role


def caller_of(subject: str = "dev1", *, tenant: str = "acme", profile: str = "standard") -> Caller:
    """Return a developer."""
    return Caller(
        subject=subject,
        tenant=tenant,
        token_id=f"token-of-{subject}",
        issuer="https://issuer.test",
        address="127.0.0.1",
        client="tests",
        roles=frozenset({Role.DEVELOPER}),
        profile=profile,
    )


class FakeAccess:
    """Knows callers by their token and refuses peers that are not in its list."""

    def __init__(self, callers: Mapping[str, Caller], *, peers: Iterable[str] = ("127.0.0.1",)) -> None:
        """Remember which token stands for whom, and from where callers may come."""
        self._callers = dict(callers)
        self._peers = frozenset(peers)

    def admit(self, peer: str, headers: Mapping[str, str]) -> str:
        """Return the peer if it may come."""
        del headers
        if peer not in self._peers:
            raise Forbidden("address is not in the list")
        return peer

    async def authenticate(self, peer: str, headers: Mapping[str, str]) -> Caller:
        """Return the caller of the bearer token; raise as the port says."""
        self.admit(peer, headers)
        token = headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self._callers:
            raise Unauthenticated("unknown token")
        return self._callers[token]
