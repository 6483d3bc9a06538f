"""What exists is documented: every failure, route, command and settings section is in the README."""

import re
from pathlib import Path

import pytest

from gateway import errors
from gateway.cli import main
from gateway.errors import GatewayError
from gateway.http.application import ROUTES
from gateway.settings import Settings

README = (Path(__file__).parent.parent / "README.md").read_text()


def _failures(kind: type[GatewayError]) -> list[type[GatewayError]]:
    """Return the public tree: adapters' private subclasses keep their parent's kind."""
    below = [child for child in kind.__subclasses__() if child.__module__ == errors.__name__]
    return [kind, *(deeper for child in below for deeper in _failures(child))]


@pytest.mark.parametrize("failure", _failures(GatewayError), ids=lambda failure: failure.__name__)
def test_every_failure_is_in_the_readme_and_in_the_tree(failure: type[GatewayError]) -> None:
    """Who meets an error code finds it in the README, and a reader of errors.py finds it in the drawing."""
    assert f"`{failure.kind}`" in README
    assert failure is GatewayError or failure.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("path", sorted({path for handler in ROUTES for path in handler.paths}))
def test_every_route_is_in_the_readme(path: str) -> None:
    """A route that nobody can find does not exist."""
    assert re.search(rf"(GET|POST) {re.escape(path)}`", README)


@pytest.mark.parametrize("section", Settings.__dataclass_fields__)
def test_every_settings_section_is_in_the_readme(section: str) -> None:
    """Who looks for a setting finds the class that documents it."""
    assert f"`[{section}]`" in README


@pytest.mark.parametrize(
    "command",
    ["demo", "serve", "worker", "token", "migrate", "backup", "restore", "hold", "shred", "keys", "scan", "policy"],
)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` shows examples."""
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    assert 0 == left.value.code
    assert f"gateway {command}" in capsys.readouterr().out.split("examples:")[1]
