"""
Runs the auditor's command line, and sees to it that whatever goes wrong is "undecided", never "it does not hold".

A copy of this folder meets any Python and any set of packages: nothing of it is imported before that is known.
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_OLDEST = (3, 12)
_UNDECIDED = 2
_DATABASE = "to read a database, pip install 'code-model-gateway[audit]'; to ask a gateway nothing is needed"
_PACKAGES = {"cryptography": "pip install cryptography", "sqlalchemy": _DATABASE, "psycopg": _DATABASE}


class _Undecided:
    """Ends the program with the exit status 2 for every error that leaves the block."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Say what is missing, or what went wrong; a mistake of the program's own is shown whole."""
        if error is None or isinstance(error, (SystemExit, KeyboardInterrupt)):
            return
        package = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
        if package in _PACKAGES:
            text = f"{package} is not installed: {_PACKAGES[package]}"
        elif isinstance(error, OSError):
            text = str(error)
        else:
            traceback.print_exception(kind, error, at)
            text = "this is a mistake of the program; nothing is said about the log"
        sys.stderr.write(f"gateway-audit: {text}\n")
        raise SystemExit(_UNDECIDED) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    if sys.version_info < _OLDEST:
        sys.stderr.write(f"gateway-audit: Python {'.'.join(map(str, _OLDEST))} or newer is needed\n")
        return _UNDECIDED
    with _Undecided():
        from audit.commandline import run  # noqa: PLC0415  # needs packages, and a Python that can read it

        return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
