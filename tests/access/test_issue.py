"""The embedded issuer: its key file, its tokens, and that bad ones are refused."""

import stat
from pathlib import Path

import pytest

from gateway.access import AccessSettings, EmbeddedIssuer, JwtAccess
from gateway.errors import AccessDenied, SettingsInvalid
from gateway.values import Role


async def is_accepted(issuer: EmbeddedIssuer, token: str) -> bool:
    """Return whether access with this issuer lets the token in."""
    access = JwtAccess(AccessSettings(issuers=(issuer.issuer_settings(),), embedded=True))
    await access.start()
    try:
        await access.authenticate("127.0.0.1", {"authorization": f"Bearer {token}"})
    except AccessDenied:
        return False
    finally:
        await access.stop()
    return True


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    """A second start finds the same key; nobody else can read it; only the public half is in the key set."""
    folder = tmp_path / "made"
    first, second = EmbeddedIssuer(str(folder)), EmbeddedIssuer(str(folder))
    mode = stat.S_IMODE((folder / "token-key.pem").stat().st_mode)

    assert (first.key_id, 0o600) == (second.key_id, mode)
    assert ["token-key.jwks.json", "token-key.pem"] == sorted(path.name for path in folder.iterdir())
    assert '"d"' not in (folder / "token-key.jwks.json").read_text()


async def test_its_tokens_are_accepted_and_name_what_was_asked(tmp_path: Path) -> None:
    """Subject, roles, tenant and profile arrive."""
    issuer = EmbeddedIssuer(str(tmp_path))
    access = JwtAccess(AccessSettings(issuers=(issuer.issuer_settings(),), embedded=True))
    await access.start()
    token = issuer.token("ann", ["ci", Role.AUDITOR], tenant="acme", profile="strict", repositories=["acme/app"])
    caller = await access.authenticate("127.0.0.1", {"authorization": f"Bearer {token}"})
    await access.stop()

    assert ("ann", "acme", "strict") == (caller.subject, caller.tenant, caller.profile)
    assert frozenset({Role.CI, Role.AUDITOR}) == caller.roles


async def test_the_bad_ones_for_demonstrations_are_refused(tmp_path: Path) -> None:
    """Expired, for another audience, of another key: none gets in; the good one does."""
    issuer, stranger = EmbeddedIssuer(str(tmp_path / "ours")), EmbeddedIssuer(str(tmp_path / "theirs"))
    outcomes = [
        await is_accepted(issuer, issuer.token("ann", ["developer"])),
        await is_accepted(issuer, issuer.token("ann", ["developer"], issued_ago_s=7200)),
        await is_accepted(issuer, issuer.token("ann", ["developer"], audience="other")),
        await is_accepted(issuer, issuer.token("ann", [])),
        await is_accepted(issuer, stranger.token("ann", ["developer"])),
    ]

    assert [True, False, False, False, False] == outcomes


def test_wrong_parameters_are_refused(tmp_path: Path) -> None:
    """A role that does not exist, or a lifetime that would be refused later, is refused now."""
    issuer = EmbeddedIssuer(str(tmp_path))
    with pytest.raises(SettingsInvalid, match="roles are"):
        issuer.token("ann", ["root"])
    with pytest.raises(SettingsInvalid, match="lifetime"):
        issuer.token("ann", ["developer"], lifetime_s=10**9)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """A leaked key must not sign."""
    EmbeddedIssuer(str(tmp_path))
    (tmp_path / "token-key.pem").chmod(0o644)
    with pytest.raises(SettingsInvalid, match="chmod"):
        EmbeddedIssuer(str(tmp_path))


def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    """Garbage in the key file says what to do."""
    (tmp_path / "token-key.pem").write_text("garbage")
    (tmp_path / "token-key.pem").chmod(0o600)
    with pytest.raises(SettingsInvalid, match="delete it"):
        EmbeddedIssuer(str(tmp_path))


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """The operating system's error becomes ours."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsInvalid, match="cannot be used"):
        EmbeddedIssuer(str(tmp_path / "file"))
