"""The work of `gateway scan`: the same finish, scan, decide and trim as a completion's, without model or ledger."""

import argparse
import asyncio
import gc
import json
import logging
import os
import select
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
import structlog
import uvloop

from gateway import bundles
from gateway.errors import BadRequest, ScanIncomplete
from gateway.flow import judge
from gateway.policy.bundle import Bundle, Profile
from gateway.prompt.compose import LAYOUTS
from gateway.prompt.finish import finish
from gateway.scan.scanner import Scanner
from gateway.scan.semgrep_settings import SemgrepSettings
from gateway.scan.settings import ScanSettings, WorkerSettings
from gateway.syntax.languages import detect
from gateway.values import Action, Decision, Finding, Generated, Prompt, Sampling

_LINE_BYTES_MAX = 8_000_000
_CODE_CHARS_MAX = 1_000_000
_READ_BYTES = 65_536
type _Text = Annotated[str, msgspec.Meta(max_length=_CODE_CHARS_MAX)]


class Snippet(msgspec.Struct):
    """One line of input. `code` is the completion, `prefix` and `suffix` its context, `modules` the project's own."""

    id: str
    code: _Text
    language: str | None = None
    prefix: _Text = ""
    suffix: _Text = ""
    filepath: str | None = None
    modules: list[str] = []


# Nobody waits at a keyboard: a busy machine makes a pipeline slower, not its answers fewer.
_PATIENT = ScanSettings(
    scan_ms_max=30_000,
    semgrep=SemgrepSettings(scan_ms_max=5_000, call_ms_max=15_000, start_ms_max=60_000),
    worker=WorkerSettings(prepare_ms_max=2_000, analyse_ms_max=5_000, start_ms_max=60_000),
)


@dataclass(frozen=True, slots=True)
class _Bench:
    scanner: Scanner
    bundle: Bundle
    profile: Profile
    jobs: int


def run(chosen: argparse.Namespace) -> int:
    """Scan what was asked for and return the exit code."""
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr), wrapper_class=quiet)
    _must_exist(chosen.files)
    bundle = bundles.load(chosen.policy or bundles.standard_folder())
    if chosen.profile not in bundle.profiles:
        raise BadRequest(f"the bundle has no profile {chosen.profile}; it has {', '.join(sorted(bundle.profiles))}")
    snippets = _from_lines() if chosen.jsonl else _from_files(chosen.files, chosen.language)
    return uvloop.run(_scan_all(snippets, bundle, chosen))


async def _scan_all(snippets: Iterator[list[Snippet]], bundle: Bundle, chosen: argparse.Namespace) -> int:
    scanner = Scanner(replace(_PATIENT, packages_folder=chosen.packages), bundle)
    await scanner.start()
    gc.collect()
    gc.freeze()  # rules and engines stay: to look through them for garbage would hold up some scan
    worst = 0
    try:
        bench = _Bench(scanner, bundle, bundle.profiles[chosen.profile], chosen.jobs)
        async for answer in _in_order(snippets, bench):
            worst = max(worst, 1 if answer["decision"] == Action.BLOCK.value else 0)
            sys.stdout.write(json.dumps(answer) + "\n" if chosen.jsonl else _lines(answer))
            sys.stdout.flush()
    finally:
        await scanner.stop()
    return worst


async def _in_order(snippets: Iterator[list[Snippet]], bench: _Bench) -> AsyncIterator[dict[str, Any]]:
    """Scan `jobs` at a time and yield each answer as soon as it and all before it are there."""
    slots = asyncio.Semaphore(bench.jobs)
    tasks: asyncio.Queue[asyncio.Task[dict[str, Any]] | None] = asyncio.Queue()

    async def scan(snippet: Snippet) -> dict[str, Any]:
        try:
            return await _scan_one(snippet, bench)
        finally:
            slots.release()

    async def read() -> None:
        try:
            while (read_together := await asyncio.to_thread(next, snippets, None)) is not None:
                for snippet in read_together:
                    await slots.acquire()
                    tasks.put_nowait(asyncio.create_task(scan(snippet)))
        finally:
            tasks.put_nowait(None)

    reader = asyncio.create_task(read())
    while (task := await tasks.get()) is not None:
        yield await task
    await reader


async def _scan_one(snippet: Snippet, bench: _Bench) -> dict[str, Any]:
    began = time.perf_counter()
    language, source = detect(snippet.language, snippet.filepath, snippet.prefix + snippet.code)
    prefix, suffix = snippet.prefix.replace("\r\n", "\n"), snippet.suffix.replace("\r\n", "\n")
    prompt = Prompt("", prefix, suffix, language, source, snippet.filepath, Sampling(), tuple(snippet.modules))
    generated = Generated(snippet.code, "stop", 0, 0, "", "")
    try:
        candidate = finish(prompt, generated, 0, LAYOUTS["none"], _CODE_CHARS_MAX)
        decision = await judge(candidate, prompt, bench.bundle, bench.profile, bench.scanner)
    except ScanIncomplete as failure:
        return _answer(snippet, began, decision="block", scanned=False, reason=failure.kind, findings=[])
    return _answer(snippet, began, **_decided(decision))


def _decided(decision: Decision) -> dict[str, Any]:
    report = decision.report
    reason = f"{report.unscannable}: {report.detail}".rstrip(": ") if report.unscannable else None
    findings = dict.fromkeys((*decision.offences, *report.findings))
    return {
        "decision": decision.action.value,
        "scanned": report.unscannable is None,
        "reason": reason,
        "findings": [_finding(finding) for finding in findings],
    }


def _answer(snippet: Snippet, began: float, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON values)
    return {"id": snippet.id, **fields, "ms": round((time.perf_counter() - began) * 1000, 2)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "engine": finding.engine.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "cwe": list(finding.cwe),
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _from_lines() -> Iterator[list[Snippet]]:
    """Yield what can be read without waiting, so that a line that comes alone is scanned at once."""
    decoder = msgspec.json.Decoder(Snippet)
    number = 0
    for lines in _lines_read():
        good: list[Snippet] = []
        for line in lines:
            number += 1
            try:
                good += [decoder.decode(line)] if line.strip() else []
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                yield good  # what stands before it is answered
                raise BadRequest(f"line {number}: {error}") from None
        yield good


def _lines_read() -> Iterator[list[bytes]]:
    """Yield the lines of standard input that have come. Raises BadRequest for one that is too long."""
    begun, count, descriptor = b"", 0, sys.stdin.fileno()
    while data := _read(descriptor):
        *lines, begun = (begun + data).split(b"\n")
        _must_fit(lines[0] if lines else b"", count + 1)
        count += len(lines)
        yield lines
        _must_fit(begun, count + 1)
    yield [begun]


def _must_fit(line: bytes, number: int) -> None:
    if len(line) > _LINE_BYTES_MAX:
        raise BadRequest(f"line {number} is longer than {_LINE_BYTES_MAX} bytes")


def _read(descriptor: int) -> bytes:
    """Return what is there, or nothing at the end; a program that shares the input may have made it never wait."""
    select.select((descriptor,), (), ())
    return os.read(descriptor, _READ_BYTES)


def _must_exist(names: list[str]) -> None:
    """Refuse a misspelt name before the engines start, which takes seconds."""
    for name in names:
        if name != "-" and not Path(name).exists():
            raise BadRequest(f"{name}: no such file")


def _from_files(names: list[str], language: str | None) -> Iterator[list[Snippet]]:
    for name in names:
        try:
            with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
                data = file.read(_LINE_BYTES_MAX + 1)
            code = data.decode()
        except (OSError, UnicodeDecodeError) as error:
            raise BadRequest(f"{name}: {error}") from None
        if len(data) > _LINE_BYTES_MAX:
            raise BadRequest(f"{name} is larger than {_LINE_BYTES_MAX} bytes; scan it in parts")
        yield [Snippet(id=name, code=code, language=language, filepath=None if name == "-" else name)]


def _lines(answer: dict[str, Any]) -> str:
    head = f"{answer['id']}: {answer['decision']}" + (f" ({answer['reason']})" if answer["reason"] else "") + "\n"
    rows = (
        f"{answer['id']}:{item['line']}:{item['column']}: {item['severity']} {item['rule']}: {item['message']}"
        + (f" {item['remedy']}" if item["remedy"] else "")
        + "\n"
        for item in answer["findings"]
    )
    return head + "".join(rows)
