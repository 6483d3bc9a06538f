"""The other commands refuse what they cannot do, in one line, with exit code 2."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from gateway.access import EmbeddedIssuer
from gateway.cli import main


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """Take back what a command configures for its process: here it is not alone in it."""
    handlers = logging.root.handlers[:]
    yield
    logging.root.handlers[:] = handlers
    structlog.reset_defaults()


def test_serve_without_its_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that is missing is named."""
    code = main(["serve", "--config", str(tmp_path / "absent.toml")])

    assert 2 == code
    assert "absent.toml" in capsys.readouterr().err


def test_a_token_needs_embedded_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without them the message says what to run first."""
    code = main(["token", "--subject", "a", "--role", "developer", "--data", str(tmp_path / "none")])

    assert 2 == code
    assert "gateway serve --embedded" in capsys.readouterr().err


def test_a_token_is_printed_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that a shell can take it; without --profile it carries no profile claim."""
    (tmp_path / "issuer").mkdir(mode=0o700)
    EmbeddedIssuer(str(tmp_path / "issuer"))
    code = main(["token", "--subject", "a", "--role", "developer", "--data", str(tmp_path)])
    token = capsys.readouterr().out.strip()

    assert 0 == code
    assert 2 == token.count(".")


def test_a_database_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """`gateway migrate` says that it cannot connect, without the password."""
    code = main(["migrate", "--database", "postgresql://owner:hush@127.0.0.1:1/none"])
    error = capsys.readouterr().err

    assert 2 == code
    assert "hush" not in error


def test_the_shipped_policy_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Name, revision, profiles and rules, as JSON."""
    code = main(["policy", "show"])

    assert 0 == code
    assert '"profiles": [\n  "standard",\n  "strict"\n ]' in capsys.readouterr().out
