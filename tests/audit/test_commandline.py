"""Whatever goes wrong with the auditor's command line, no log is called changed for it, and it says what to do."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import audit
from audit import commandline
from audit.__main__ import main

_FOLDER = Path(audit.__file__).parent


def _without(package: str, *arguments: str) -> tuple[int, str]:
    """Run the command line where a package is not installed; return its exit status and what it complains about."""
    program = (
        f"import sys; sys.path.insert(0, {str(_FOLDER.parent)!r}); sys.modules[{package!r}] = None\n"
        "from audit.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 (our own)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("cryptography", ("verify", "export", "--key", "key")),
        ("sqlalchemy", ("search", "--database", "postgresql://127.0.0.1:1/x")),
        ("psycopg", ("export", "--database", "postgresql://127.0.0.1:1/x", "--tenant", "acme", "--out", "new")),
    ],
)
def test_a_missing_package_is_named(package: str, arguments: tuple[str, ...]) -> None:
    """With what to install; nothing is found out, and nothing said to be wrong."""
    code, complained = _without(package, *arguments)

    assert 2 == code
    assert f"{package} is not installed" in complained
    assert "pip install" in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_what_refuses_it(name: str) -> None:
    """What runs before the version is known is written in the Python of old."""
    ast.parse((_FOLDER / name).read_text(), feature_version=(3, 7))


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Which one is needed."""
    monkeypatch.setattr(sys, "version_info", (3, 11, 9))

    assert 2 == main(["verify", "export", "--key", "key"])
    assert "Python 3.12 or newer is needed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "words"),
    [(OSError(28, "No space left on device", "new"), "No space left on device: 'new'"), (KeyError("x"), "a mistake")],
)
def test_no_error_ends_as_a_log_that_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, words: str
) -> None:
    """Python ends with 1 after an error, which says here that the log was changed."""

    def fails(_: object) -> int:
        raise error

    monkeypatch.setattr(commandline, "run", fails)
    with pytest.raises(SystemExit) as ended:
        main(["search"])
    complained = capsys.readouterr().err

    assert 2 == ended.value.code
    assert words in complained
    assert isinstance(error, OSError) == ("Traceback" not in complained)


@pytest.mark.parametrize("url", ["http://[::1", "https://gateway:x", "https://gateway:99999", "ftp://gateway", "x"])
def test_what_is_no_address_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str) -> None:
    """Whatever is wrong with it."""
    (tmp_path / "token").write_text("a.b.c")

    assert 2 == main(["search", "--gateway", url, "--token-file", str(tmp_path / "token")])
    assert "has the form https://" in capsys.readouterr().err
