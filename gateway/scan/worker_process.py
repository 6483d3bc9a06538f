"""
The analysis worker: a child process that repairs fragments and runs Bandit, the API policy and the data flow on them.

Run as `python -I -m gateway.scan.worker_process FD PLAN`. It reads foreign text, so before the first of it it gives up
its user, network and memory as the sandbox plan says, holds no secret, and dies with its parent. It never runs what it
reads. A crash here costs one restart.
"""

import gc
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import msgspec

from gateway.dataflow import python
from gateway.dataflow.analyse import STEPS_MAX
from gateway.dataflow.tree import Program
from gateway.policy.bundle import ApiCatalogue
from gateway.scan.api_index import read_names
from gateway.scan.api_policy import ApiFacts, ApiPolicy
from gateway.scan.apis.languages import TONGUES
from gateway.scan.apis.tongue import CANARY as CANARY_MODULE
from gateway.scan.apis.tongue import Tongue
from gateway.scan.bandit_engine import BanditEngine, BanditTestCrashed
from gateway.scan.facts import ApiFact, BanditMatch, FlowMatch, ImportFact
from gateway.scan.flow_engine import FlowEngine, FlowIncomplete, with_canary
from gateway.scan.other_meaning import OtherMeanings
from gateway.scan.sandbox_exec import Plan, enter
from gateway.scan.trees import root_of
from gateway.scan.worker_messages import (
    LENGTH_BYTES,
    Analyse,
    Analysed,
    Configuration,
    Prepare,
    Prepared,
    Ready,
    Refused,
    Reply,
    decode_request,
    frame,
    frame_length,
)
from gateway.syntax.embedded import TooMuchEmbedded, embedded
from gateway.syntax.misdeclared import misdeclared
from gateway.syntax.obfuscation import hidden_prefix, hidden_reading, unparsed_reading
from gateway.syntax.parsing import BudgetSpent, quiet
from gateway.syntax.python2 import tree_of
from gateway.syntax.repair import Repaired, repair

# Deep enough for the long sums and chains that people write; nesting bombs end in a RecursionError.
RECURSION_DEPTH_MAX: Final = 6_000
_WHY: Final[dict[type[Exception], str]] = {
    SyntaxError: "syntax",
    ValueError: "syntax",
    RecursionError: "nesting",
    MemoryError: "memory",
    BanditTestCrashed: "crash",
    FlowIncomplete: "steps",
    TooMuchEmbedded: "inside",
    BudgetSpent: "inside",
}
_MADE_BEFORE_COLLECTION: Final = 5_000
_CANARY: Final = "\nimport {module}\n{module}.n{nonce}\npassword = 'n{nonce}'\n"
_WARM_TEXT: Final = (
    "import os\n\ndef warm(name):\n    with open(name) as file:\n        return os.path.join(file.read())\n"
)


class Analyser:
    """The engines, warm."""

    def __init__(self, configuration: Configuration) -> None:
        """Load Bandit's plugins and the catalogues."""
        self.bandit = BanditEngine(tests_only=configuration.bandit_tests_only)
        self._policies = {
            api.language: ApiPolicy(
                ApiCatalogue(language=api.language, capabilities=api.capabilities, allowed=api.allowed),
                report_unlisted=configuration.report_unlisted,
                names=read_names(configuration.names[api.language]) if api.language in configuration.names else None,
            )
            for api in configuration.apis
        }
        steps_max = configuration.flow_steps_max or STEPS_MAX
        self._flow = FlowEngine(configuration.knowledge, steps_max=steps_max)
        self._meanings = OtherMeanings(configuration.knowledge, self._flow)
        self._no_policy = ApiPolicy(ApiCatalogue(language="python", capabilities={}), report_unlisted=False)

    def answers(self, request: Prepare | Analyse) -> Iterator[Reply]:
        """Yield the replies to one request, each as soon as it is there."""
        if isinstance(request, Analyse):
            yield self._answer(request)
            return
        first = self._answer(request)
        yield first
        if isinstance(first, Prepared) and first.analyses_count:
            for reading in first.readings:
                yield self._answer(
                    Analyse(id=request.id, language=request.language, text=reading.text, nonce=request.nonce)
                )

    def _answer(self, request: Prepare | Analyse) -> Reply:
        """Return one reply; what cannot be analysed is refused, never passed as clean."""
        try:
            return self._prepare(request) if isinstance(request, Prepare) else self._analyse(request)
        except tuple(_WHY) as failure:
            return Refused(id=request.id, why=next(why for kind, why in _WHY.items() if isinstance(failure, kind)))

    def _prepare(self, request: Prepare) -> Prepared:
        repaired = repair(
            request.language,
            request.prefix,
            request.candidate,
            request.suffix,
            context_chars_max=request.context_chars_max,
        )
        hidden = hidden_prefix(request.language, request.prefix)
        prepared = Prepared(id=request.id, repaired=repaired, hidden=hidden)
        if repaired is None:
            hidden = hidden or unparsed_reading(request.language, request.candidate)
        else:
            reasons = (hidden_reading(request.language, reading) for reading in prepared.readings)
            hidden = hidden or next((reason for reason in reasons if reason is not None), None)
        if repaired is None or hidden is not None:
            return msgspec.structs.replace(prepared, hidden=hidden)
        with quiet():
            other = self._other_language(request, repaired)
            inside = embedded(request.language, repaired) if other is None and request.candidate.strip() else ()
        analyses_count = len(prepared.readings) if request.nonce and other is None else 0
        return msgspec.structs.replace(prepared, misdeclared=other, embedded=inside, analyses_count=analyses_count)

    def _other_language(self, request: Prepare, reading: Repaired) -> str | None:
        """Return what the candidate is in, if not in the language that was said."""
        said = request.language, request.prefix, request.candidate
        return misdeclared(*said) or self._meanings.language_of(*said, reading)

    def _analyse(self, request: Analyse) -> Analysed:
        if request.language == "python":
            return self._analyse_python(request)
        policy, tongue = self._policies.get(request.language), TONGUES.get(request.language)
        # Both engines read the same text, which is parsed once.
        text = request.text
        if tongue is not None:
            text += tongue.canary.replace("NONCE", request.nonce)
        if self._flow.knows(request.language):
            text += with_canary(request.language, request.nonce)
        analysed = Analysed(id=request.id)
        if policy is not None and tongue is not None:
            analysed = self._with_api(analysed, request, text, policy, tongue)
        if not self._flow.knows(request.language):
            return analysed
        return self._with_flow(analysed, request, text, lambda: self._flow.read(request.language, text))

    def _with_api(self, analysed: Analysed, request: Analyse, text: str, policy: ApiPolicy, tongue: Tongue) -> Analysed:
        """Return the analysis with the uses of APIs in the request's own lines."""
        started = time.perf_counter()
        facts = policy.read(tongue, root_of(request.language, text), text)
        lines = request.text.split("\n")
        return msgspec.structs.replace(
            analysed,
            api=tuple(_in_code_points(fact, lines) for fact in facts.facts if fact.line <= len(lines)),
            imports=tuple(_in_code_points(one, lines) for one in facts.imports if one.line <= len(lines)),
            api_nonce=_seen_nonce(facts),
            api_nodes_count=facts.nodes_count,
            api_ms=(time.perf_counter() - started) * 1000,
        )

    def _analyse_python(self, request: Analyse) -> Analysed:
        started = time.perf_counter()
        has_flow = self._flow.knows("python")
        text = request.text + _CANARY.format(module=CANARY_MODULE, nonce=request.nonce)
        text += with_canary("python", request.nonce) if has_flow else ""
        tree, _ = tree_of(text)
        policy = self._policies.get(request.language, self._no_policy)
        facts = policy.analyse(tree)
        between = time.perf_counter()
        matches, was_seen = self.bandit.analyse(tree, text, f"n{request.nonce}")
        ended = time.perf_counter()
        lines = request.text.split("\n")
        analysed = Analysed(
            id=request.id,
            bandit=tuple(_in_code_points(match, lines) for match in matches if match.line <= len(lines)),
            bandit_nonce=request.nonce if was_seen else "",
            bandit_tests_count=self.bandit.tests_count,
            bandit_ms=(ended - between) * 1000,
            api=tuple(_in_code_points(fact, lines) for fact in facts.facts if fact.line <= len(lines)),
            imports=tuple(_in_code_points(one, lines) for one in facts.imports if one.line <= len(lines)),
            api_nonce=_seen_nonce(facts),
            api_nodes_count=facts.nodes_count,
            api_ms=(between - started) * 1000,
        )
        return self._with_flow(analysed, request, text, lambda: python.program(tree)) if has_flow else analysed

    def _with_flow(self, analysed: Analysed, request: Analyse, text: str, program: Callable[[], Program]) -> Analysed:
        """Return the analysis with what the data flow says of the request's own lines. Raises FlowIncomplete."""
        started = time.perf_counter()
        lines = request.text.split("\n")
        flow = self._flow.analyse(program(), text, len(lines))
        return msgspec.structs.replace(
            analysed,
            flow=tuple(_in_code_points(match, lines) for match in flow.matches),
            flow_nonce=flow.nonce,
            flow_steps_count=flow.steps_count,
            flow_in_few_ways=flow.in_few_ways,
            flow_ms=(time.perf_counter() - started) * 1000,
        )


def _seen_nonce(facts: ApiFacts) -> str:
    """Return the nonce whose name the resolver resolved last, or an empty text."""
    names = (name.removeprefix(CANARY_MODULE).lstrip(".") for name in facts.canaries)
    members = [name.removeprefix("n") for name in names if name]
    return members[-1] if members else ""


def _in_code_points[Place: (BanditMatch, ApiFact, FlowMatch, ImportFact)](place: Place, lines: list[str]) -> Place:
    """Return the place with columns in code points instead of UTF-8 bytes, inside its lines."""
    line, end_line = lines[place.line - 1], lines[min(place.end_line, len(lines)) - 1]
    return replace(
        place,
        column=_column(line, place.column),
        end_line=min(place.end_line, len(lines)),
        end_column=_column(end_line, place.end_column) if place.end_column else len(end_line) + 1,
    )


def _column(line: str, column: int) -> int:
    if line.isascii():
        return min(column, len(line) + 1)
    return len(line.encode()[: column - 1].decode(errors="ignore")) + 1


def _read_exactly(connection: socket.socket, count: int) -> bytes:
    """Return `count` bytes, or fewer when the parent is gone."""
    parts = bytearray()
    while len(parts) < count:
        part = connection.recv(count - len(parts))
        if not part:
            break
        parts += part
    return bytes(parts)


def _read(connection: socket.socket) -> bytes | None:
    head = _read_exactly(connection, LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    return _read_exactly(connection, frame_length(head))


def serve(connection: socket.socket, plan: Plan) -> None:
    """Warm up, enter the sandbox, say ready, then answer until the parent closes the connection. Raises OSError."""
    body = _read(connection)
    configuration = decode_request(body) if body is not None else None
    if not isinstance(configuration, Configuration):
        return
    analyser = Analyser(configuration)
    warm = Prepare(
        id=0, language="python", prefix="", candidate=_WARM_TEXT, suffix="", context_chars_max=1000, nonce="0"
    )
    for _ in analyser.answers(warm):
        continue
    # What is loaded by now stays: without this, to look through it for garbage is a pause of 40 ms in some scan.
    # What a scan makes is gone with it, and holds few circles: to look for those at every 700th thing finds nothing.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_COLLECTION)
    # Everything is imported and loaded by now: the worker's new user need not be able to read our files.
    enter(plan)
    ready = Ready(bandit_version=analyser.bandit.version, bandit_tests_count=analyser.bandit.tests_count)
    connection.sendall(frame(ready))
    while (body := _read(connection)) is not None:
        request = decode_request(body)
        if isinstance(request, Configuration):
            return
        for reply in analyser.answers(request):
            connection.sendall(frame(reply))


def main() -> None:
    """Serve on the inherited socket whose number is the first argument, under the sandbox plan that is the second."""
    sys.setrecursionlimit(RECURSION_DEPTH_MAX)
    # What the parser thinks of foreign text (an invalid escape, say) is nobody's business.
    warnings.simplefilter("ignore")
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        serve(connection, Plan.decoded(sys.argv[2]))


if __name__ == "__main__":
    main()
