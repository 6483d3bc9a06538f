"""The sandbox's layers are in force, as `capabilities` claims; each claim is checked in a child."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.scan import sandbox, sandbox_exec
from gateway.scan.sandbox import Capabilities, Launch, Limits
from tests.scan.semgrep_parts import lives, running, until

_SHELL = "/bin/sh"


async def _output(script: str, capabilities: Capabilities, limits: Limits | None = None) -> str:
    """Run a shell script in the sandbox and return what it prints."""
    launch = Launch(_SHELL, ("sh", "-c", script), "/", {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
    child = sandbox.start(launch, limits or Limits(), capabilities)
    out, err = await asyncio.to_thread(child.communicate, None, 20)
    assert b"" == err
    return out.decode()


@pytest.fixture
async def capabilities() -> Capabilities:
    """Return what this machine and user permit."""
    return await sandbox.probe(Limits(), (_SHELL,))


async def test_the_environment_is_scrubbed(capabilities: Capabilities, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of our environment is inherited."""
    monkeypatch.setenv("GATEWAY_SECRET", "do not inherit")
    names = {line.partition("=")[0] for line in (await _output("env", capabilities)).splitlines()}

    assert {"PATH", "LANG"} <= names <= {"PATH", "LANG", "PWD", "OLDPWD", "_", "SHLVL"}


async def test_the_user_is_as_claimed(capabilities: Capabilities) -> None:
    """The child runs as the user that the capabilities name, with no other groups; ours if they name none."""
    expected = str(capabilities.user_id if capabilities.user_id is not None else os.geteuid())
    status = dict(line.split(":\t", 1) for line in (await _output("cat /proc/self/status", capabilities)).splitlines())

    if capabilities.network != "cut_as_user":  # there the number is not mapped, and reads as nobody's
        assert [expected] * 4 == status["Uid"].split()
    if capabilities.user_id is not None:
        assert "" == status["Groups"].strip()
    assert "1" == status["NoNewPrivs"]
    if capabilities.drop_capabilities:
        assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0


async def test_the_network_is_as_claimed(capabilities: Capabilities) -> None:
    """With the network cut a listening loopback port is out of reach; without the layer it is not, and we say so."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    script = f"exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached"
    launch = Launch("/bin/bash", ("bash", "-c", script), "/", {})
    child = sandbox.start(launch, Limits(), capabilities)
    out, _ = await asyncio.to_thread(child.communicate, None, 20)
    server.close()
    await server.wait_closed()

    assert (b"reached\n" if capabilities.network == "keep" else b"") == out
    assert ("no network" in capabilities.status()["missing"]) == (capabilities.network == "keep")


async def test_the_limits_hold(capabilities: Capabilities) -> None:
    """Address space, file size, open files and core size are bounded."""
    limits = Limits(memory_bytes_max=512 * 1024 * 1024, file_size_bytes_max=8_192, open_files_max=32)
    printed = await _output("ulimit -v; ulimit -f; ulimit -n; ulimit -c", capabilities, limits)

    assert ["524288", "16", "32", "0"] == printed.split()


async def test_the_child_has_its_own_session(capabilities: Capabilities) -> None:
    """The child leads a session of its own, so that it and what it starts can be ended together."""
    pid, _, _, _, _, session = (await _output("exec cat /proc/self/stat", capabilities)).split()[:6]

    assert pid == session


async def test_a_refused_layer_stops_the_start() -> None:
    """A layer that was claimed and then fails ends the child before the program runs."""
    impossible = Capabilities(user_id=None, network="impossible", drop_capabilities=False)
    launch = Launch(_SHELL, ("sh", "-c", "echo ran"), "/", {})
    child = sandbox.start(launch, Limits(), impossible)
    out, err = await asyncio.to_thread(child.communicate, None, 20)

    assert (125, b"") == (child.returncode, out)
    assert err.startswith(b"sandbox refused")


async def test_an_unreadable_program_keeps_our_user(tmp_path: Path) -> None:
    """Files that the unprivileged user cannot read: we keep our user, and say so."""
    program = tmp_path / "program"
    program.touch(mode=0o700)
    found = await sandbox.probe(Limits(), (str(program),))

    assert found.user_id is None
    assert "own user" in found.status()["missing"]


def test_a_plan_survives_the_command_line() -> None:
    """What is encoded is decoded."""
    plan = sandbox_exec.Plan(
        memory_bytes_max=1,
        file_size_bytes_max=2,
        open_files_max=3,
        user_id=-1,
        network="cut",
        drop_capabilities=True,
        parent_pid=4,
    )

    assert plan.encoded() == sandbox_exec.Plan.decoded(plan.encoded()).encoded()


def _folders_in(base: Path) -> set[Path]:
    return set(base.glob("code-gateway-semgrep-*"))


async def test_the_engine_dies_with_us(tmp_path: Path) -> None:
    """Killed with -9, we leave no engine; the next start sweeps the folder."""
    script = (
        "import asyncio, json, sys\n"
        "from gateway.scan.semgrep_pool import SemgrepPool\n"
        "from gateway.scan.semgrep_settings import SemgrepSettings\n"
        "from tests.scan.semgrep_parts import RULES, compiled\n"
        "async def main():\n"
        f"    settings = SemgrepSettings(processes_count=1, start_ms_max=30_000, folder={str(tmp_path)!r})\n"
        "    pool = SemgrepPool(settings, compiled(RULES), len(RULES))\n"
        "    await pool.start()\n"
        "    print('PIDS', json.dumps(pool.process_ids), flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    of_tests = [folder for folder in tmp_path.parents if "pytest-of-" in str(folder)]  # beside others, one level more
    for folder in (tmp_path, *of_tests):
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the engine's user must get through to its own folder
    gateway = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)  # noqa: ASYNC220, S603 - ours
    assert gateway.stdout is not None
    line = b""
    while not line.startswith(b"PIDS"):
        line = await asyncio.to_thread(gateway.stdout.readline)
        assert line, "the gateway ended early"
    process_ids = json.loads(line.removeprefix(b"PIDS"))
    gateway.kill()
    gateway.wait()
    gateway.stdout.close()
    await until(lambda: not any(lives(process_id) for process_id in process_ids))
    left = _folders_in(tmp_path)
    async with running(folder=str(tmp_path)):
        swept = left - _folders_in(tmp_path)

    assert 1 == len(left)
    assert left == swept
