"""`deploy/find-python` on made-up machines: what it takes, what it passes over, and what it says when there is none."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

_FIND = Path(__file__).parents[2] / "deploy" / "find-python"
_RUN_S_MAX = 30
_OLD = "sys.version_info = (3, 11, 9)"
_NO_VENV = "sys.modules['ensurepip'] = None"


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder that holds a home and all that is on PATH."""

    root: Path

    @property
    def home(self) -> Path:
        """The user's home."""
        return self.root / "home"

    @property
    def path(self) -> Path:
        """The one folder on PATH."""
        return self.root / "path"

    def install(self, place: Path, *, pretence: str = "", stands_for: Path | None = None) -> Path:
        """Put a Python there: a real one that knows itself by its own place, or pretends something more."""
        place.parent.mkdir(parents=True, exist_ok=True)
        identity = f"import sys; sys._base_executable = {str(stands_for or place)!r}; {pretence}"
        place.write_text(f'#!/bin/sh\nshift\nexec "{sys.executable}" -c "{identity}\n$1"\n')
        place.chmod(0o755)
        return place

    def find(
        self, environment: Mapping[str, str] | None = None, *, home: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run the script with nothing of the real machine but `cat`."""
        self.path.mkdir(exist_ok=True)
        cat = shutil.which("cat")
        assert cat
        (self.path / "cat").symlink_to(cat)
        everything = {"PATH": str(self.path), **({"HOME": str(self.home)} if home else {}), **(environment or {})}
        command = ["/bin/sh", str(_FIND)]
        return subprocess.run(  # noqa: S603 (our own script)
            command, env=everything, capture_output=True, text=True, check=False, timeout=_RUN_S_MAX
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine without any Python."""
    return Machine(tmp_path)


def _found(done: subprocess.CompletedProcess[str]) -> Path:
    assert (0, "") == (done.returncode, done.stderr)
    return Path(done.stdout.removesuffix("\n"))


def test_none_at_all_says_what_to_do(machine: Machine) -> None:
    """The message names three ways to get one and one to name one; nothing is printed that make could take."""
    done = machine.find()

    assert (1, "") == (done.returncode, done.stdout)
    for remedy in ("apt-get install", "uv python install", "pyenv install", "make PYTHON="):
        assert remedy in done.stderr


def test_no_home_either(machine: Machine) -> None:
    """A service account without HOME reads the same message."""
    done = machine.find(home=False)

    assert 1 == done.returncode
    assert "No Python 3.12 or newer" in done.stderr


@pytest.mark.parametrize("pretence", [_OLD, _NO_VENV], ids=["old", "no venv"])
def test_what_does_not_fit_is_no_python(machine: Machine, pretence: str) -> None:
    """Only an old one, or one that cannot make a venv, is as good as none, wherever it is installed."""
    machine.install(machine.path / "python3", pretence=pretence)
    machine.install(machine.home / ".pyenv/versions/3.12.1/bin/python3", pretence=pretence)
    done = machine.find()

    assert (1, "") == (done.returncode, done.stdout)
    assert "No Python 3.12 or newer" in done.stderr


def test_an_old_one_is_passed_over(machine: Machine) -> None:
    """The next one on PATH that fits is taken."""
    machine.install(machine.path / "python3.13", pretence=_OLD)
    good = machine.install(machine.path / "python3")

    assert good == _found(machine.find())


@pytest.mark.parametrize(
    "place",
    [
        ".pyenv/versions/3.13.2/bin/python3",
        ".local/share/uv/python/cpython-3.12.9-linux-x86_64-gnu/bin/python3",
    ],
    ids=["pyenv", "uv"],
)
def test_what_a_version_manager_installed_is_found(machine: Machine, place: str) -> None:
    """Off PATH too, though only an old one is on it."""
    machine.install(machine.path / "python3", pretence=_OLD)
    good = machine.install(machine.home / place)

    assert good == _found(machine.find())


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("PYENV_ROOT", "versions/3.12.9/bin/python3"),
        ("UV_PYTHON_INSTALL_DIR", "cpython-3.14.0-linux-aarch64-gnu/bin/python3"),
    ],
)
def test_a_version_manager_may_live_elsewhere(machine: Machine, setting: str, place: str) -> None:
    """Its own variable says where, and a space in the path does no harm."""
    good = machine.install(machine.root / "some where" / place)

    assert good == _found(machine.find({setting: str(machine.root / "some where")}))


def test_a_shim_is_followed(machine: Machine) -> None:
    """What is printed is the Python behind a shim, which may stand for another one tomorrow."""
    behind = machine.root / "versions" / "3.13.2" / "bin" / "python3.13"
    machine.install(machine.path / "python3", stands_for=behind)

    assert behind == _found(machine.find())


def test_the_named_one_is_taken(machine: Machine) -> None:
    """PYTHON by path, with a space in it, or by a name on PATH, before all others."""
    machine.install(machine.path / "python3.13")
    named = machine.install(machine.path / "my python")

    assert named == _found(machine.find({"PYTHON": str(named)}))


def test_the_named_one_may_be_a_name(machine: Machine) -> None:
    """PYTHON=python3.12 chooses among those on PATH."""
    machine.install(machine.path / "python3.13")
    named = machine.install(machine.path / "python3.12")

    assert named == _found(machine.find({"PYTHON": "python3.12"}))


@pytest.mark.parametrize("kind", ["absent", "old", "no venv", "no Python"])
def test_a_bad_named_one_is_an_error(machine: Machine, kind: str) -> None:
    """What the user asked for is never replaced in silence; the message quotes it and says what to do."""
    machine.install(machine.path / "python3.13")
    named = machine.path / "mine"
    if kind == "no Python":
        named.write_text("#!/bin/sh\nexit 3\n")
        named.chmod(0o755)
    elif kind != "absent":
        machine.install(named, pretence=_OLD if kind == "old" else _NO_VENV)
    done = machine.find({"PYTHON": str(named)})

    assert (1, "") == (done.returncode, done.stdout)
    assert f"PYTHON={named} is not a Python 3.12 or newer" in done.stderr
    assert "leave PYTHON out" in done.stderr
