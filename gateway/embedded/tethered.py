"""
Run a program that dies with its parent: `python -I -S tethered.py PARENT UID GID PROGRAM [ARGUMENT…]`.

A helper of its own, because a function run between fork and exec is not safe in a process that has threads. It must
import nothing but the standard library and start fast. The program gets a small environment of its own, not ours. The
kernel watches the parent's *thread*: start programs from a thread that lives as long as they should.
"""

import ctypes
import os
import signal
import sys

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "TZ": "UTC"}
_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Give up root if asked to (UID is not negative), tie the process to its parent, become the program."""
    parent, user, group = (int(argument) for argument in arguments[:3])
    if user >= 0:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
    # After setuid: a change of credentials clears the signal. SIGINT is Postgres's fast, clean shutdown.
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent is gone already")
    os.execve(arguments[3], arguments[3:], ENVIRONMENT)  # noqa: S606  # becoming the given program is this module's purpose


if __name__ == "__main__":
    main(sys.argv[1:])
