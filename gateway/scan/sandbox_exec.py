"""
The last steps before a third-party parser runs: limits, a user of its own, no network, no capabilities, death with us.

Run by path as a tiny launcher (`python -I -S sandbox_exec.py PLAN`): it applies the plan, then becomes the program. A
worker of ours may call `enter` instead, after its imports and before it reads its first input. Standard library only,
and nothing of `gateway`: the launcher has no site-packages. It must never go on when a layer of the plan fails.
It imports as little as it can (dataclasses and json would add 80 ms of CPU to every start of an engine).
"""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_MAX = 63
_EXIT_REFUSED = 125


class Plan:
    """
    What is applied. `encoded` and `decoded` carry it across the command line.

    `memory_bytes_max` bounds the address space, `user_id` -1 keeps the user, `network` is "keep", "cut" (we may make a
    network namespace) or "cut_as_user" (only inside a user namespace). `parent_pid` is who must be alive; 0 leaves the
    child on its own.
    """

    __slots__ = (
        "drop_capabilities",
        "file_size_bytes_max",
        "memory_bytes_max",
        "network",
        "open_files_max",
        "parent_pid",
        "user_id",
    )

    def __init__(  # noqa: PLR0913 - a value with seven fields, all by name; a dataclass is too slow to import here
        self,
        *,
        memory_bytes_max: int,
        file_size_bytes_max: int,
        open_files_max: int,
        user_id: int,
        network: str,
        drop_capabilities: bool,
        parent_pid: int,
    ) -> None:
        """Keep the fields."""
        self.memory_bytes_max = memory_bytes_max
        self.file_size_bytes_max = file_size_bytes_max
        self.open_files_max = open_files_max
        self.user_id = user_id
        self.network = network
        self.drop_capabilities = drop_capabilities
        self.parent_pid = parent_pid

    def encoded(self) -> str:
        """Return the plan as one argument."""
        numbers = (self.memory_bytes_max, self.file_size_bytes_max, self.open_files_max, self.user_id, self.parent_pid)
        return ":".join((*map(str, numbers), str(int(self.drop_capabilities)), self.network))

    @classmethod
    def decoded(cls, argument: str) -> "Plan":
        """Return the plan that `encoded` wrote; raises ValueError."""
        memory, file_size, open_files, user_id, parent_pid, drop, network = argument.split(":")
        return cls(
            memory_bytes_max=int(memory),
            file_size_bytes_max=int(file_size),
            open_files_max=int(open_files),
            user_id=int(user_id),
            parent_pid=int(parent_pid),
            drop_capabilities=drop == "1",
            network=network,
        )


def _prctl(option: int, value: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl({option}): {os.strerror(number)}")


def drop_bounding_set() -> None:
    """Give up every capability for whatever is executed next; raises OSError if not permitted."""
    for capability in range(_CAPABILITY_MAX + 1):
        try:
            _prctl(_PR_CAPBSET_DROP, capability)
        except OSError:
            if capability == 0:
                raise
            return  # the kernel knows no more capabilities than these


def cut_network(network: str) -> None:
    """Move this process into an empty network namespace, as the plan says; raises OSError or ValueError."""
    if network == "cut":
        os.unshare(os.CLONE_NEWNET)
    elif network == "cut_as_user":
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    elif network != "keep":
        raise ValueError("no such way to cut the network")


def change_user(user_id: int) -> None:
    """Become `user_id`, with the same number as group and no other groups; raises OSError if not permitted."""
    os.setgroups([])
    os.setresgid(user_id, user_id, user_id)
    os.setresuid(user_id, user_id, user_id)


def enter(plan: Plan) -> None:
    """
    Apply the plan to this process, for good; raises OSError or ValueError if any layer fails.

    The order matters: what needs privileges comes first, and the parent-death signal last, because the kernel clears it
    when the user changes. That signal watches the parent's *thread* that started us.
    """
    cut_network(plan.network)
    if plan.drop_capabilities:
        drop_bounding_set()
    if plan.user_id >= 0:
        change_user(plan.user_id)
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, plan.memory_bytes_max),
        (resource.RLIMIT_FSIZE, plan.file_size_bytes_max),
        (resource.RLIMIT_NOFILE, plan.open_files_max),
    ):
        resource.setrlimit(kind, (limit, limit))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if plan.parent_pid:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != plan.parent_pid:
            raise ProcessLookupError("the parent is gone")


def main(arguments: list[str]) -> int:
    """Apply the plan given as one argument, then become the program; returns only if a layer was refused."""
    plan, program, *argv = arguments
    try:
        enter(Plan.decoded(plan))
        os.umask(0o077)
        os.execv(program, argv)  # noqa: S606 - becoming the program is the purpose; no shell is wanted
    except (OSError, ValueError) as error:
        sys.stderr.write(f"sandbox refused: {error}\n")
    return _EXIT_REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
