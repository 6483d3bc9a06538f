"""A little knowledge of libraries for the data flow, so that tests do not hang on the standard policy's."""

from dataclasses import replace

import msgspec

from gateway.dataflow.knowledge import Library, Option, Sanitiser, Sink, Source
from gateway.policy.bundle import Bundle, Rule
from gateway.values import Confidence, Severity
from tests.fakes.bundle import small_bundle

LIBRARY = Library(
    library="small",
    sources=(Source(names=("flask.request.args",), origin="request"),),
    sinks=(
        Sink(names=("os.system", "subprocess.call"), arguments=(0,), context="shell", weakness="command-injection"),
        Sink(names=("eval",), arguments=(0,), context="code", weakness="code-injection"),
        Sink(names=(".execute",), arguments=(0,), context="sql", weakness="sql-injection", built=True),
    ),
    options=(Option(names=("hashlib.md5",), weakness="weak-hash"),),
    sanitisers=(Sanitiser(names=("*",), called="^clean_", contexts=("*",)),),
)
JAVA_LIBRARY = Library(
    library="small",
    sources=(Source(names=("javax.servlet.http.HttpServletRequest().getParameter",), origin="request"),),
    sinks=(
        Sink(
            names=("java.lang.Runtime.getRuntime().exec",),
            arguments=(0,),
            context="shell",
            weakness="command-injection",
        ),
    ),
)
KNOWLEDGE = {"python": msgspec.json.encode([LIBRARY]), "java": msgspec.json.encode([JAVA_LIBRARY])}
_CWES = {
    "command-injection": "CWE-78",
    "code-injection": "CWE-94",
    "sql-injection": "CWE-89",
    "weak-hash": "CWE-328",
}
RULES = {
    f"flow-{name}": Rule(
        id=f"flow-{name}",
        severity=Severity.CRITICAL,
        confidence=Confidence.HIGH,
        cwe=(cwe,),
        message=f"There is {name}.",
        remedy="Do it another way.",
    )
    for name, cwe in _CWES.items()
}


def flow_bundle() -> Bundle:
    """Return the small bundle with the little knowledge."""
    bundle = small_bundle(revision="sha256:" + "f" * 64)
    return replace(bundle, rules={**bundle.rules, **RULES}, knowledge=KNOWLEDGE)
