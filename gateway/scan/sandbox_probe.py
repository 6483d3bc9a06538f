"""
Tries each sandbox layer in a child of its own and prints those that work. Run by path, standard library only.

    sandbox_probe.py UID FILE…  ->  any of: user cut cut_as_user capabilities

`user` works if it can be taken on and can then read and execute every file.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

import sandbox_exec  # type: ignore[import-not-found] # found beside this file: -I hides the packages


def _works(layer: Callable[[], bool]) -> bool:
    """Return whether the layer holds, tried in a child, because it cannot be undone."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if layer() else 1)
        except (OSError, ValueError):
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def main(arguments: list[str]) -> None:
    """Print the names of the layers that work."""
    user_id, *files = arguments

    def take_user() -> bool:
        sandbox_exec.change_user(int(user_id))
        return all(os.access(path, os.R_OK | os.X_OK) for path in files)

    def cut(way: str) -> bool:
        sandbox_exec.cut_network(way)
        return True

    def drop() -> bool:
        sandbox_exec.drop_bounding_set()
        return True

    layers: dict[str, Callable[[], bool]] = {
        "user": take_user,
        "cut": lambda: cut("cut"),
        "cut_as_user": lambda: cut("cut_as_user"),
        "capabilities": drop,
    }
    sys.stdout.write(" ".join(name for name, layer in layers.items() if _works(layer)))


if __name__ == "__main__":
    main(sys.argv[1:])
