"""Tokens that were called back before they expired."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from gateway.access.refreshed import Refreshed, Timing
from gateway.access.settings import AccessSettings
from gateway.access.sources import read_file
from gateway.errors import SettingsInvalid


class Revocations(Protocol):
    """Knows which tokens were revoked."""

    async def start(self) -> None:
        """Load once; raise SettingsInvalid if that fails."""
        ...

    async def stop(self) -> None:
        """Stop refreshing."""
        ...

    def is_revoked(self, issuer: str, token_id: str) -> bool:
        """Return whether the token was revoked, without waiting; raise Unauthenticated if that is not known."""
        ...


class NoRevocations:
    """Stands where no revocation list is configured."""

    async def start(self) -> None:
        """Do nothing."""

    async def stop(self) -> None:
        """Do nothing."""

    def is_revoked(self, issuer: str, token_id: str) -> bool:  # noqa: ARG002 - the port's parameters
        """Return False: nothing was revoked."""
        return False


class FileRevocations:
    """A file with one `jti` a line. It counts for every issuer: to revoke too much is the safe mistake."""

    def __init__(self, settings: AccessSettings, *, monotonic: Callable[[], float]) -> None:
        """Remember the file; it is read at `start` and every `files_refresh_s` after."""
        timing = Timing(
            settings.files_refresh_s,
            min(1.0, settings.files_refresh_s),
            settings.revoked_age_s_max,
            settings.jwks_ms_max,
        )
        self._revoked = Refreshed("revocations", _loader(settings), timing, monotonic=monotonic)

    async def start(self) -> None:
        """Read the file; raise SettingsInvalid if that fails."""
        await self._revoked.start()

    async def stop(self) -> None:
        """Stop reading."""
        await self._revoked.stop()

    async def refresh(self) -> None:
        """Read the file now, at most once per floor."""
        await self._revoked.refresh()

    def is_revoked(self, issuer: str, token_id: str) -> bool:  # noqa: ARG002 - the port's parameters
        """Return whether the file names the token; raise Unauthenticated if it was unreadable for too long."""
        return token_id in self._revoked.value()


def _loader(settings: AccessSettings) -> Callable[[], Awaitable[frozenset[str]]]:
    """Return what reads the list once; the same bytes are parsed only once."""
    last: tuple[bytes, frozenset[str]] | None = None

    async def load() -> frozenset[str]:
        nonlocal last
        setting = "access.revoked_file"
        data = await read_file(settings.revoked_file, bytes_max=settings.revoked_bytes_max, setting=setting)
        if last is None or last[0] != data:
            last = (data, _parse(data))
        return last[1]

    return load


def _parse(data: bytes) -> frozenset[str]:
    """Return the ids: all lines but empty ones and comments, which begin with "# " (no `jti` holds a blank)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise SettingsInvalid("access.revoked_file is not UTF-8; write one jti a line") from None
    lines = (line.strip() for line in text.split("\n"))
    return frozenset(line for line in lines if line and not line.startswith("# "))
