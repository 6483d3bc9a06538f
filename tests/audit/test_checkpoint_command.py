"""`gateway-audit checkpoint`: a checkpoint by itself, and whether a later one continues an earlier one."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.__main__ import main
from audit.merkle import root_hash
from audit.tiles import tiles_of
from tests.audit.signing import OTHER_KEY, PRIVATE, checkpoint_note
from tests.audit.trees import StoredTree, leaves

NEW = 600
OLD = 300


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a folder with a published log, an older checkpoint, and the public key."""
    stored = StoredTree(leaves(NEW))
    for tile in tiles_of(0, NEW):
        path = tmp_path / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(stored.hashes(tile.level, tile.index * 256, tile.width)))
    (tmp_path / "checkpoint").write_bytes(checkpoint_note(NEW, root_hash(leaves(NEW))))
    (tmp_path / "older").write_bytes(checkpoint_note(OLD, root_hash(leaves(OLD))))
    pem = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key").write_bytes(pem)
    return tmp_path


def _main(log: Path, *more: str, file: str = "checkpoint", key: str = "key") -> int:
    return main(["checkpoint", str(log / file), "--key", str(log / key), *more])


def test_a_checkpoint_is_said_in_words(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Size, time and signer."""
    assert 0 == _main(log)
    assert "600 records at 2026-09-2" in capsys.readouterr().out


def test_a_later_checkpoint_continues_an_earlier_one(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The published tiles lead from one root to the other."""
    assert 0 == _main(log, "--older", str(log / "older"), "--tiles", str(log))
    assert "continues the older one of 300 records" in capsys.readouterr().out


def test_a_rewritten_history_is_found_out(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An older checkpoint with another root, a changed tile, and a log that became shorter."""
    older = ("--older", str(log / "older"), "--tiles", str(log))
    (log / "older").write_bytes(checkpoint_note(OLD, root_hash(leaves(OLD)[::-1])))
    assert 1 == _main(log, *older)
    (log / "older").write_bytes(checkpoint_note(NEW + 1, root_hash(leaves(NEW + 1))))
    assert 1 == _main(log, *older)
    (log / "older").write_bytes(checkpoint_note(OLD, root_hash(leaves(OLD))))
    tile = log / "tile/0/001"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert 1 == _main(log, *older)
    assert 3 == capsys.readouterr().err.count("THE HISTORY WAS REWRITTEN")


def test_what_is_missing_is_said(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing tile, file, key or option is no judgement on the log; an untrusted signature is one."""
    older = ("--older", str(log / "older"), "--tiles", str(log))
    (log / "tile/1/000.p/2").unlink()
    assert 2 == _main(log, *older)
    assert 2 == _main(log, file="none")
    assert 2 == _main(log, "--older", str(log / "older"))
    (log / "other").write_text(str(OTHER_KEY))
    assert 1 == _main(log, key="other")
    (log / "empty").write_text("# none\n")
    assert 2 == _main(log, key="empty")
    assert 2 == _main(log, key="checkpoint")
    (log / "older").write_bytes(checkpoint_note(OLD, root_hash(leaves(OLD)), origin="gateway.example/log/other"))
    assert 2 == _main(log, *older)

    said = capsys.readouterr().err
    for words in (
        "is missing in",
        "cannot be read",
        "belong together",
        "no trusted key",
        "holds no key",
        "different logs",
    ):
        assert words in said


def test_an_empty_log_shows_nothing(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every log continues it, whatever its tiles are: that is no result, and said."""
    (log / "empty").write_bytes(checkpoint_note(0, root_hash([])))

    assert 2 == _main(log, file="empty")
    assert 2 == _main(log, "--older", str(log / "empty"), "--tiles", str(log))
    assert 2 == capsys.readouterr().err.count("empty log")
