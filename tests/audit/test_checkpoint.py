"""A checkpoint is trusted only if the log that it names signed it."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import example, given
from hypothesis import strategies as st

from audit.checkpoint import (
    UNPROVEN,
    CheckpointInvalid,
    is_publishable,
    open_checkpoint,
    origin_of,
    parse_checkpoint,
    tenant_of,
    trusted_keys,
    unverified,
)
from audit.merkle import EMPTY_ROOT
from tests.audit.signing import KEY, ORIGIN, OTHER_KEY, PRIVATE, TIMED_KEY, checkpoint_note

EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
PREFIX = "gateway.example/log"


def test_a_checkpoint_says_size_root_and_when() -> None:
    """What the log signed comes back."""
    signed = open_checkpoint(checkpoint_note(0, EMPTY_ROOT, time_s=1_790_000_123), [KEY, TIMED_KEY])

    assert (ORIGIN, 0, EMPTY_ROOT) == (signed.checkpoint.origin, signed.checkpoint.size, signed.checkpoint.root)
    assert ((ORIGIN,), 1_790_000_123) == (signed.signers, signed.time_s)
    assert signed.checkpoint == unverified(signed.note)


def test_only_the_log_itself_speaks_for_it() -> None:
    """A trusted key of another log, or an unknown key, is not enough."""
    with pytest.raises(CheckpointInvalid, match="no trusted key"):
        open_checkpoint(checkpoint_note(0, EMPTY_ROOT), [OTHER_KEY])
    note = checkpoint_note(0, EMPTY_ROOT).replace(ORIGIN.encode(), b"gateway.example/log/other", 1)
    with pytest.raises(CheckpointInvalid, match="does not belong"):
        open_checkpoint(note, [KEY])


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n0\n",
        f"{ORIGIN}\n0\n{EMPTY}",
        f"\n0\n{EMPTY}\n",
        f"{ORIGIN}\n00\n{EMPTY}\n",
        f"{ORIGIN}\n-1\n{EMPTY}\n",
        f"{ORIGIN}\n9999999999999999\n{EMPTY}\n",
        f"{ORIGIN}\n0\n{EMPTY[:-1]}\n",
        f"{ORIGIN}\n0\n{EMPTY[:40]}\n",
        f"{ORIGIN}\n0\n{EMPTY[:-2]}V=\n",
        f"{ORIGIN}\n0\n{EMPTY}\n\nextension\n",
    ],
)
def test_other_texts_are_no_checkpoint(text: str) -> None:
    """What is not three lines of the one form is refused."""
    with pytest.raises(CheckpointInvalid, match="a checkpoint"):
        parse_checkpoint(text)


def test_extension_lines_are_allowed() -> None:
    """Other logs add lines; they do not matter to the tree."""
    assert 0 == parse_checkpoint(f"{ORIGIN}\n0\n{EMPTY}\nanything\n").size


def test_bytes_that_are_no_note_claim_nothing() -> None:
    """A file that is no note is no checkpoint."""
    with pytest.raises(CheckpointInvalid, match="a note"):
        unverified(b"nothing")


@example(".")
@example("..")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_every_tenant_has_a_log_of_its_own_name(tenant: str) -> None:
    """Names of logs lead back to their tenants, and hold nothing that a note could not."""
    origin = origin_of(PREFIX, tenant)

    assert tenant == tenant_of(PREFIX, origin)
    assert origin.isascii()
    assert not set(origin) & set(" +\n")
    assert origin.rpartition("/")[2].strip(".")  # no other folder's name


@pytest.mark.parametrize(
    "origin",
    ["elsewhere/acme", f"{PREFIX}/", f"{PREFIX}/a b", f"{PREFIX}/%61", f"{PREFIX}/%FF", f"{PREFIX}/{UNPROVEN}x"],
)
def test_other_names_are_nobodys(origin: str) -> None:
    """There is one way to write a tenant's name."""
    assert tenant_of(PREFIX, origin) is None


def test_a_trust_file_holds_keys_or_one_pem() -> None:
    """Comments and old keys may stand in it."""
    pem = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert (KEY, TIMED_KEY) == trusted_keys(pem, ORIGIN)
    assert (KEY, OTHER_KEY) == trusted_keys(f"# ours\n{KEY}\n\n{OTHER_KEY} # until 2025\n".encode(), ORIGIN)
    for text in (b"nonsense", b"\xff", b"-----BEGIN nothing"):
        with pytest.raises(CheckpointInvalid, match="the trust file cannot be used"):
            trusted_keys(text, ORIGIN)


def test_a_tenants_name_is_a_folders_too(tmp_path: Path) -> None:
    """The longest that is taken can be made; the next one cannot."""
    for tenant, is_short in (("t" * 255, True), ("t" * 256, False), ("\u7a0e" * 28, True), ("\u7a0e" * 29, False)):
        name = origin_of("log", tenant).removeprefix("log/")
        assert is_short == is_publishable(tenant) == (len(name) <= 255)
        if is_short:
            (tmp_path / name).mkdir()
