"""The steps of the tour. Each says what was promised, does it, and says what happened and whether it held."""

import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from os import kill

import httpx2
from huggingface_hub import InferenceClient
from openai import OpenAI

from audit import queries
from gateway.demo.facts import Fact
from gateway.demo.stage import Stage
from gateway.demo.verifying import verified

ALLOWED = (
    'import hashlib\n\n\ndef digest(data: bytes) -> str:\n    """Return the SHA-256."""\n    return hashlib.',
    12,
)
BLOCKED = ('import subprocess\n\n\ndef run(command):\n    """Run a shell command."""\n    return subprocess.', 10)
TRIMMED = (
    """\
import os


def copy(source, target):
    command = f"cp {source} {target}"
    print(command)
    os.system(command)


def move(source, target):
    command =""",
    22,
)
_PROCESS_STARTERS = ("subprocess.Popen(", "subprocess.call(", "subprocess.run(", "subprocess.check_output(")
_RECOVERY_S_MAX = 15
_ANSWER_S_MAX = 30
_ADDED_MS_MAX = 250


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the tour."""

    letter: str
    promise: str
    facts: Callable[[Stage], Iterator[Fact]]


def allowed(stage: Stage) -> Iterator[Fact]:
    """Show a completion that is allowed."""
    answer = stage.complete(*ALLOWED)
    decision = answer.headers.get("x-gateway-decision", "none")
    yield Fact(f"{answer.status_code}, decision {decision}: {_text(answer)!r}", decision in {"allow", "flag"})
    overhead = answer.headers.get("x-gateway-overhead-ms", "?")
    yield Fact(f"receipt {_receipt(answer)[:60]}… ; the gateway's own time {overhead} ms", bool(_receipt(answer)))


def blocked(stage: Stage) -> Iterator[Fact]:
    """Show a completion that is blocked, and what the model had written."""
    wrote = _direct(stage, *BLOCKED)
    really = "subprocess." + wrote
    yield Fact(f"asked directly, the model writes {really!r}", really.startswith(_PROCESS_STARTERS))
    answer = stage.complete(*BLOCKED, token=stage.token(profile="strict"))
    decision = answer.headers.get("x-gateway-decision", "none")
    yield Fact(
        f"{answer.status_code}, decision {decision}, text {_text(answer)!r}", decision == "block" and not _text(answer)
    )
    yield Fact(f"why: {answer.headers.get('x-gateway-rules', '')}", bool(answer.headers.get("x-gateway-rules")))


def trimmed(stage: Stage) -> Iterator[Fact]:
    """Show a completion that is trimmed to its safe head."""
    wrote = _direct(stage, *TRIMMED)
    yield Fact(f"asked directly, the model writes {wrote!r}", "os.system(" in wrote)
    answer = stage.complete(*TRIMMED)
    text, decision = _text(answer), answer.headers.get("x-gateway-decision", "none")
    shorter = bool(text.strip()) and wrote.startswith(text) and len(text) < len(wrote)
    yield Fact(f"{answer.status_code}, decision {decision}, text {text!r}", decision == "trim" and shorter)
    yield Fact(f"why: {answer.headers.get('x-gateway-rules', '')}", bool(answer.headers.get("x-gateway-rules")))


def denied(stage: Stage) -> Iterator[Fact]:
    """Show four callers who are turned away, and that each is on record."""
    issuer = stage.house.issuer
    good = stage.token()
    before = _count(stage, "denial")
    cases = {
        "a token with a forged signature": good[:-8] + ("A" * 8 if not good.endswith("A" * 8) else "B" * 8),
        "an expired token": issuer.token("alice@example.com", ("developer",), tenant="demo", issued_ago_s=7200),
        "a token for another audience": issuer.token(
            "alice@example.com", ("developer",), tenant="demo", audience="other"
        ),
    }
    for name, token in cases.items():
        answer = stage.complete(*ALLOWED, token=token)
        yield Fact(
            f"{name}: {answer.status_code} {_error(answer)}",
            answer.status_code == HTTPStatus.UNAUTHORIZED and not _text(answer),
        )
    elsewhere = httpx2.HTTPTransport(local_address="127.0.0.2")
    with httpx2.Client(transport=elsewhere, timeout=30, trust_env=False) as client:
        headers = {"authorization": f"Bearer {good}"}
        answer = client.post(f"{stage.url}/v1/completions", json={"prompt": ALLOWED[0]}, headers=headers)
    yield Fact(
        f"a good token from 127.0.0.2: {answer.status_code} {_error(answer)}",
        answer.status_code == HTTPStatus.FORBIDDEN,
    )
    denials = _search(stage, queries.Search(kind="denial"))
    kinds = sorted(denial.failure_kind or "" for denial in denials[: len(denials) - before])
    expected = ["forbidden", *["unauthenticated"] * len(cases)]
    yield Fact(f"recorded: {', '.join(kinds)}", kinds == expected)


def same_answer(stage: Stage) -> Iterator[Fact]:
    """Show that two real clients, in two dialects, streamed and not, get the same decisions."""
    strict = stage.token(profile="strict")
    for (prompt, tokens_max), expected in ((ALLOWED, "allow"), (BLOCKED, "block")):
        with OpenAI(base_url=f"{stage.url}/v1", api_key=strict, max_retries=0, timeout=_ANSWER_S_MAX) as openai:
            plain = openai.completions.create(
                model="default", prompt=prompt, max_tokens=tokens_max, temperature=0, extra_body={"language": "python"}
            )
            chunks = openai.completions.create(
                model="default",
                prompt=prompt,
                max_tokens=tokens_max,
                temperature=0,
                extra_body={"language": "python"},
                stream=True,
            )
            streamed = "".join(chunk.choices[0].text for chunk in chunks if chunk.choices)
        decision = getattr(plain, "gateway", {}).get("decision")
        hub = InferenceClient(
            base_url=f"{stage.url}/generate",
            token=strict,
            headers={"x-gateway-language": "python"},
            timeout=_ANSWER_S_MAX,
        )
        through_hub = hub.text_generation(prompt, max_new_tokens=tokens_max, return_full_text=False)
        same = plain.choices[0].text == streamed == through_hub and bool(through_hub) == (expected != "block")
        recorded = _search(stage, queries.Search(kind="completion"))[:3]
        same = same and {expected} == {decision, *(row.decision for row in recorded)}
        yield Fact(f"openai {plain.choices[0].text!r}, streamed {streamed!r}, huggingface_hub {through_hub!r}", same)
        yield Fact(f"decision of each, as recorded: {', '.join(row.decision or '-' for row in recorded)}", same)


def on_record(stage: Stage) -> Iterator[Fact]:
    """Show what an auditor finds of all this in Postgres."""
    rows = _search(stage, queries.Search())
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
    yield Fact(
        f"{len(rows)} records: " + ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())), bool(rows)
    )
    missing = set(stage.asked) - {row.request_id for row in rows}
    yield Fact(f"each of the {len(stage.asked)} requests of this tour is there: {len(missing)} missing", not missing)
    accepted = {row.request_id for row in rows if row.kind == "request"}
    answered = {row.request_id for row in rows if row.kind == "completion"}
    yield Fact(
        f"each of the {len(answered)} answers has its request on record", answered <= accepted and bool(answered)
    )


def ledger_down(stage: Stage) -> Iterator[Fact]:
    """Show that nothing leaves while no record can be kept, and that all is well by itself after."""
    stage.house.postgres.stop()
    answer = stage.complete(*ALLOWED)
    refused = _error(answer) == "audit_unavailable" and not _text(answer)
    yield Fact(f"Postgres stopped: {answer.status_code} {_error(answer)}", refused)
    stage.house.postgres.start()
    began = time.monotonic()
    status = 0
    while status != HTTPStatus.OK and time.monotonic() - began < _RECOVERY_S_MAX:
        answer = stage.complete(*ALLOWED)
        status = answer.status_code
    text = f"Postgres back: {status} {_text(answer)!r} after {time.monotonic() - began:.1f} s"
    yield Fact(text, status == HTTPStatus.OK and bool(_text(answer)))
    gaps = _count(stage, "gap")
    yield Fact(f"{gaps} gap record(s) say what could not be recorded meanwhile", gaps > 0)


def scanner_killed(stage: Stage) -> Iterator[Fact]:
    """Show that a killed scanner never means an unscanned answer."""
    pids = stage.scanner_pids()
    for pid in pids:
        kill(pid, signal.SIGKILL)
    yield Fact(f"killed {len(pids)} Semgrep processes", bool(pids))
    answer = stage.complete(*BLOCKED, token=stage.token(profile="strict"))
    decision = answer.headers.get("x-gateway-decision", "none")
    safe = (answer.status_code == HTTPStatus.OK and decision == "block") or (
        answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and not _text(answer)
    )
    yield Fact(f"at once after: {answer.status_code}, decision {decision}, text {_text(answer)!r}", safe)
    answer = stage.complete(*ALLOWED)
    decision = answer.headers.get("x-gateway-decision", "none")
    proven = decision == "allow" and bool(_receipt(answer))
    failed = _error(answer) == "scan_incomplete" and not _text(answer)
    yield Fact(f"a harmless one: {answer.status_code}, decision {decision}, with receipt", proven or failed)
    yield Fact(f"{len(stage.scanner_pids())} Semgrep processes run again", bool(stage.scanner_pids()))


def added_latency(stage: Stage, requests: int) -> Iterator[Fact]:
    """Measure what the gateway adds to calling the model directly, in pairs whose order alternates."""
    token, added, failures = stage.token(), [], Counter[str]()
    for number in range(requests):
        spent_ms = {}
        for through in (True, False) if number % 2 else (False, True):
            # Never the same prompt twice: the model server would answer the second one from its cache.
            prompt = f"def add_{1000 + 2 * number + through}(a, b):\n    return "
            began = time.perf_counter()
            if through:
                answer = stage.complete(prompt, 8, token=token)
                if answer.status_code != HTTPStatus.OK:
                    failures[f"{answer.status_code} {_error(answer)}"] += 1
            else:
                _direct(stage, prompt, 8)
            spent_ms[through] = (time.perf_counter() - began) * 1000
        added.append(spent_ms[True] - spent_ms[False])
    added.sort()
    figures = f"p50 {statistics.median(added):.1f} ms, p95 {added[int(len(added) * 0.95)]:.1f} ms"
    quick = statistics.median(added) <= _ADDED_MS_MAX
    failed = ", ".join(f"{count} x {what}" for what, count in failures.items()) or "none"
    yield Fact(f"{requests} pairs: {figures} added; failures: {failed}", not failures and quick)


def steps(requests: int) -> tuple[Step, ...]:
    """Return the tour's steps in order."""
    return (
        Step("a", "A harmless completion is proven, scanned, recorded and released.", allowed),
        Step("b", "A completion that runs commands is blocked under the strict profile.", blocked),
        Step("c", "A completion with an offence is cut to its safe head.", trimmed),
        Step("d", "Nobody gets in without address and token, and every refusal is recorded.", denied),
        Step("e", "Every dialect gives the same answer, streamed or not.", same_answer),
        Step("f", "All of this is in the audit log.", on_record),
        Step("g", "Without the audit log nothing leaves; when it is back, all is well.", ledger_down),
        Step("h", "A killed scanner never lets an unscanned completion out.", scanner_killed),
        Step(
            "i",
            f"It costs little time: half of the answers come less than {_ADDED_MS_MAX} ms later.",
            lambda stage: added_latency(stage, requests),
        ),
        Step("j", "An auditor verifies the log offline, and sees what was tampered with.", verified),
    )


def _direct(stage: Stage, prompt: str, tokens_max: int) -> str:
    body = {"inputs": prompt, "parameters": {"max_new_tokens": tokens_max, "return_full_text": False}}
    answer = stage.client.post(f"{stage.model_url}/generate", json=body)
    text: str = answer.json()["generated_text"]
    return text


def _text(answer: httpx2.Response) -> str:
    choices = answer.json().get("choices", [])
    return "".join(choice["text"] for choice in choices)


def _error(answer: httpx2.Response) -> str:
    error = answer.json().get("error", {})
    return str(error.get("code", ""))


def _receipt(answer: httpx2.Response) -> str:
    return answer.headers.get("x-gateway-receipt", "")


def _count(stage: Stage, kind: str) -> int:
    return len(_search(stage, queries.Search(kind=kind)))


def _search(stage: Stage, wanted: queries.Search) -> list[queries.Found]:
    with queries.reading(stage.house.reader_url) as connection:
        return list(queries.search(connection, wanted, limit=10_000))
