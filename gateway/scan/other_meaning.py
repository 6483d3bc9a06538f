"""
Text that means something dangerous in another language than the one that it is scanned as.

A call is a call in nearly every language: `os.system(name)` is legal JavaScript, `eval(name)` is legal C, and both say
nothing there. So a text that names what runs foreign code in another language, and looks like the declared one no more
than like that, is read in that one, too. If the data flow sees a weakness there, its language is not the declared one.
Most texts cost one search.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import msgspec

from gateway.dataflow.knowledge import Library
from gateway.scan.flow_engine import FlowEngine
from gateway.syntax.languages import lines_clipped, own_lines_count
from gateway.syntax.misdeclared import without_quoted
from gateway.syntax.repair import Repaired, repair

# The weaknesses by which a text runs what it is given.
_RUNS: Final = frozenset({"command-injection", "code-injection", "unsafe-deserialisation", "buffer-overflow"})
_ALIKE: Final = (frozenset({"c", "cpp"}), frozenset({"javascript", "typescript"}))
_TRIED_MAX: Final = 3
_CONTEXT_CHARS: Final = 2_000
_CHARS_MAX: Final = 8_000
# Without a variable, nothing is foreign.
_NEEDED: Final = {"php": "$"}
_CALLED: Final = re.compile(r"([A-Za-z_]\w*)\s*\(")
_libraries_decoder: Final = msgspec.json.Decoder(tuple[Library, ...])


class OtherMeanings:
    """What runs foreign code, by language, and the data flow that judges it."""

    def __init__(self, knowledge: Mapping[str, bytes], flow: FlowEngine) -> None:
        """Take each language's libraries, as the bundle holds them, and the engine that knows them."""
        self._flow = flow
        self._calls: dict[str, list[tuple[str, str]]] = {}
        for language in filter(flow.knows, knowledge):
            for name in _dangerous(_libraries_decoder.decode(knowledge[language])):
                last = re.split(r"[./]", name)[-1]
                self._calls.setdefault(last, []).append((language, name))

    def language_of(self, language: str, prefix: str, text: str, reading: Repaired) -> str | None:
        """
        Return the language in which a text is dangerous that is not like its own, unless its own `reading` is, too.

        Raises what the flow raises.
        """
        own = without_quoted(language, prefix, text)
        for other in self._likely(language, prefix, own[:_CHARS_MAX]):
            repaired = repair(other, "", own)
            if repaired is not None and repaired.kept == own and self._is_weak(other, repaired):
                return None if self._is_weak(language, reading, is_sure=True) else other
        return None

    def _likely(self, language: str, prefix: str, text: str) -> Iterator[str]:
        """Yield the languages whose dangerous calls a text names, if it has no more lines of its own than of them."""
        alike = {language}.union(*(group for group in _ALIKE if language in group))
        named = {other for name in set(_CALLED.findall(text)) for other in self._named(name, text, alike)}
        if not named:
            return
        shown = lines_clipped(f"{prefix[-_CONTEXT_CHARS:]}{text}")
        own_count = own_lines_count(language, shown)
        counts = {other: own_lines_count(other, shown) for other in named}
        likely = sorted(
            (other for other in named if counts[other] >= own_count), key=lambda other: (-counts[other], other)
        )
        yield from likely[:_TRIED_MAX]

    def _named(self, name: str, text: str, alike: set[str]) -> set[str]:
        """Return the languages in which a function that a text calls is dangerous; none if it is in its own."""
        calls = self._calls.get(name, ())
        named = {other for other, full in calls if _NEEDED.get(other, "") in text and _called(full).search(text)}
        return set() if named & alike else named

    def _is_weak(self, language: str, repaired: Repaired, *, is_sure: bool = False) -> bool:
        if not self._flow.knows(language):
            return False
        lines_count = repaired.text.count("\n") + 1
        flow = self._flow.analyse(self._flow.read(language, repaired.text), repaired.text, lines_count)
        first = repaired.text.count("\n", 0, repaired.start) + 1
        last = first + repaired.kept.count("\n")
        # Without a confidence, nothing can be said of the call: that is not known to be harmless, nor to be found.
        weak = (match for match in flow.matches if match.weakness in _RUNS and not match.safe)
        weak = (match for match in weak if match.confidence or not is_sure)
        return any(first <= match.line <= last for match in weak)


def _dangerous(libraries: tuple[Library, ...]) -> set[str]:
    """Return the names of what runs foreign code, but for methods of anything."""
    sinks = (sink for library in libraries for sink in library.sinks if sink.weakness in _RUNS and not sink.called)
    return {name for sink in sinks for name in sink.names if name[0] not in ".*("}


@cache
def _called(name: str) -> re.Pattern[str]:
    """Return what finds a call, by the last two parts of the function's name."""
    parts = [re.escape(part.removesuffix("()")) for part in re.split(r"[./]", name)[-2:]]
    before = r"(?<![\w.>:$])" if len(parts) == 1 else r"\b"
    return re.compile(rf"{before}{r'\b\W{1,5}'.join(parts)}\s*\(")
