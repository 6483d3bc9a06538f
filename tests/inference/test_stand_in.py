"""The stand-in runs as a process of its own, as the benchmark uses it, and the real client understands it."""

import asyncio
import json
import sys
from pathlib import Path

from gateway.inference import TgiModel
from tests.inference.support import prompt, settings


async def test_runs_by_itself(tmp_path: Path) -> None:
    """`python -m tests.fakes.tgi_server` says its port and answers with the completion that the prompt names."""
    file = tmp_path / "completions.json"
    file.write_text(json.dumps(["zero\n", "one\n"]))
    command = (sys.executable, "-m", "tests.fakes.tgi_server", "--delay-ms", "1", "--completions", str(file))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=_ROOT)
    try:
        async with asyncio.timeout(30):
            line = b"" if process.stdout is None else await process.stdout.readline()
            model = await TgiModel(settings(f"http://127.0.0.1:{json.loads(line)['port']}")).start()
            await model.probe()
            answers = [(await model.generate(prompt(text), 1))[0].text for text in ("x", "# case 1", "# case 3")]
            await model.stop()
    finally:
        process.kill()
        await process.wait()

    assert ["zero\n", "one\n", "one\n"] == answers


_ROOT = Path(__file__).parents[2]
