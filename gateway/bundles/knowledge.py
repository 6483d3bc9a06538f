"""
Loads what the data flow knows: kinds of weaknesses, and libraries by language.

Every name that one file takes from another (a weakness, a context) must be known there: a misspelt one would switch an
entry off without a word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec.structs import fields

from gateway.bundles.files import defect
from gateway.bundles.forms import from_toml, in_form, must_be_constant
from gateway.dataflow.analyse import PARTS, RESULT_KINDS
from gateway.dataflow.calls import GIVEN, PASSED
from gateway.dataflow.changes import CHANGES
from gateway.dataflow.guards import AMOUNT, CHARACTERS, THERE
from gateway.dataflow.knowledge import (
    Callback,
    Condition,
    Entry,
    Handler,
    Library,
    Markup,
    Setting,
    Sink,
    Thing,
    Weakness,
)
from gateway.dataflow.positions import ADDRESS, SCRIPT, WHOLE, WITHIN_QUOTES
from gateway.dataflow.regexes import MATCHING
from gateway.dataflow.value import EVERYTHING, TOGETHER, Origin
from gateway.policy.bundle import Rule
from gateway.syntax.languages import SUPPORTED
from gateway.values import Confidence, Severity

WEAKNESSES: Final = "knowledge/weaknesses.toml"
RULE_PREFIX: Final = "flow-"
ENTRIES_COUNT_MAX: Final = 5_000
REGEX_CHARS_MAX: Final = 1_000
PROGRAM_CHARS_MAX: Final = 4_000
# What is known of the libraries of one language also holds for these, which run on the same ones.
SHARED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"javascript": ("typescript",), "c": ("cpp",)})

_LIBRARY: Final = re.compile(r"knowledge/([a-z]+)/([a-z][a-z0-9_-]*)\.toml")
_WEAKNESS: Final = re.compile(r"[a-z]+(-[a-z]+)*")
_CWE: Final = re.compile(r"CWE-[0-9]{1,5}")
_PART: Final = r"(?:[^\W\d]|\$)[\w$]*(\(\))*"
# A qualified name; a method of an unknown object; or, for parameters, what the front ends call them.
_NAME: Final = re.compile(rf"\.?([a-z0-9]+/)*[$\w]*{_PART}(\.(<\w+>|[$]?{_PART}))*")
_PARAMETER: Final = re.compile(r"[\w.$*&\[\]<>()@,/ ]{1,200}")
# What is set: a variable, a member (also behind its object's library), or any key of a dictionary, such as a header; or
# a function's parameter of a type.
_KEY: Final = re.compile(r"[$\w][\w$-]*((\(\))?\.[$\w]+)*|\([\w.]+")
_ANY: Final = "*"
_PATTERNS: Final = frozenset({"called", "fixed", "head", "identifier", "matches", "text", "unless", "variable"})
# Those that need no sink to be known: for which characters are dangerous, how much may be done, and XML, into which no
# entry writes yet.
_BASE_CONTEXTS: Final = frozenset({EVERYTHING, "xml", AMOUNT, THERE, ADDRESS, SCRIPT, WHOLE, WITHIN_QUOTES}).union(
    *CHARACTERS.values(), *TOGETHER.values()
)


@dataclass(frozen=True, slots=True)
class LoadedLibrary:
    """One file of `knowledge/<language>/`, with the programs that prove its entries."""

    file: str
    language: str
    library: Library


@dataclass(frozen=True, slots=True)
class LoadedKnowledge:
    """All that a bundle knows."""

    weaknesses: Mapping[str, Weakness]
    libraries: tuple[LoadedLibrary, ...]

    def rules(self) -> dict[str, Rule]:
        """Return the weaknesses as catalogue entries; what the data flow is sure of comes with each finding."""
        return {
            f"{RULE_PREFIX}{name}": Rule(
                id=f"{RULE_PREFIX}{name}",
                severity=Severity(weakness.severity),
                confidence=Confidence.HIGH,
                cwe=weakness.cwe,
                message=weakness.message,
                remedy=weakness.remedy,
                reference=weakness.reference,
                remedies=_remedies(weakness),
            )
            for name, weakness in self.weaknesses.items()
        }

    def by_language(self) -> Mapping[str, bytes]:
        """Return each language's libraries as JSON, without their programs; the same bytes for the same knowledge."""
        found: dict[str, list[Library]] = {}
        for one in self.libraries:
            for language in (one.language, *SHARED.get(one.language, ())):
                found.setdefault(language, []).append(_without_programs(one.library))
        return MappingProxyType(
            {language: msgspec.json.encode(found[language], order="sorted") for language in sorted(found)}
        )


def is_knowledge(file: str) -> bool:
    """Tell whether a file has its place among the knowledge."""
    found = _LIBRARY.fullmatch(file)
    return file == WEAKNESSES or (found is not None and found[1] in SUPPORTED)


def knowledge_from(texts: Mapping[str, str]) -> LoadedKnowledge:
    """Return what the bundle's files under `knowledge/` say. Raises PolicyInvalid with file and defect."""
    files = [file for file in texts if is_knowledge(file)]
    if not files:
        return LoadedKnowledge(weaknesses=MappingProxyType({}), libraries=())
    if WEAKNESSES not in texts:
        raise defect(WEAKNESSES, "is missing", "add it: libraries name the weaknesses in it")
    weaknesses = _weaknesses(texts[WEAKNESSES])
    libraries = tuple(_library(file, texts[file]) for file in files if file != WEAKNESSES)
    if not libraries:
        raise defect("knowledge", "holds no library", "add knowledge/python/builtins.toml")
    contexts = _BASE_CONTEXTS.union(*(_contexts_of(entry) for one in libraries for entry in one.library.entries()))
    _must_differ(libraries)
    for one in libraries:
        _Checks(one.file, weaknesses, contexts).check(one.library)
    _must_be_said_once(libraries)
    if sum(1 for one in libraries for _ in one.library.entries()) > ENTRIES_COUNT_MAX:
        raise defect("knowledge", f"holds more than {ENTRIES_COUNT_MAX} entries", "remove some")
    return LoadedKnowledge(weaknesses=MappingProxyType(weaknesses), libraries=libraries)


def _weaknesses(text: str) -> dict[str, Weakness]:
    weaknesses = from_toml(WEAKNESSES, text, dict[str, Weakness])
    for name, weakness in weaknesses.items():
        where = f"[{name}]"
        if not _WEAKNESS.fullmatch(name):
            raise defect(WEAKNESSES, f"{where} is no name of a weakness", "use lower case with hyphens")
        if not weakness.cwe or not all(map(_CWE.fullmatch, weakness.cwe)):
            raise defect(WEAKNESSES, f"{where} has no CWE, or one of another form", 'write "CWE-89"')
        in_form(f"{WEAKNESSES}: {where}", weakness.severity, Severity)
        if not weakness.message.strip() or not weakness.remedy.strip():
            raise defect(WEAKNESSES, f"{where} lacks its message or its remedy", "say what is wrong and what to write")
        must_be_constant(f"{WEAKNESSES}: {where}", weakness.message)
        for language, remedy in weakness.remedies.items():
            if language not in SUPPORTED or not remedy.strip():
                raise defect(WEAKNESSES, f"{where} has no remedy for {language!r}", "name a language and what to write")
        if not weakness.reference.startswith("https://"):
            raise defect(WEAKNESSES, f"{where} has no reference", "name a page that explains it, with https://")
    return weaknesses


def _remedies(weakness: Weakness) -> Mapping[str, str]:
    """Return the remedies by language, also for the languages that run on the same libraries as another."""
    shared = {other: text for name, text in weakness.remedies.items() for other in SHARED.get(name, ())}
    return MappingProxyType(shared | weakness.remedies)


def _library(file: str, text: str) -> LoadedLibrary:
    found = _LIBRARY.fullmatch(file)
    library = from_toml(file, text, Library)
    if found is None or not library.library.strip():
        raise defect(file, "does not say which library it is about", "name it")
    return LoadedLibrary(file=file, language=found[1], library=library)


def _must_differ(libraries: Iterable[LoadedLibrary]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in libraries:
        name = one.language, one.library.library
        if name in seen:
            raise defect(one.file, f"is a second file about {one.library.library!r}", "make one of the two")
        seen.add(name)


def _must_be_said_once(libraries: Iterable[LoadedLibrary]) -> None:
    """Refuse an entry that says of a name what another has said of it: who changes one of them changes nothing."""
    said: dict[tuple[str, str, bytes], tuple[str, Entry]] = {}
    for one in libraries:
        for entry in one.library.entries():
            bare = msgspec.structs.replace(entry, names=(), find="", safe="")
            plain = msgspec.json.encode([type(entry).__name__, bare])
            for name in entry.names:
                file, first = said.setdefault((one.language, name, plain), (one.file, entry))
                if name != _ANY and first is not entry:
                    what = f"says of {name!r} what {file}: {where(first)} says of it"
                    raise defect(f"{one.file}: {where(entry)}", what, "take the name out of one of the two")


def _contexts_of(entry: Entry) -> frozenset[str]:
    """Return the contexts that an entry brings into being: what foreign data gets into."""
    if isinstance(entry, Sink | Markup):
        return frozenset({entry.context})
    return frozenset({entry.returns} - {""}) if isinstance(entry, Handler) else frozenset()


def _without_programs(library: Library) -> Library:
    stripped = {
        field: tuple(msgspec.structs.replace(entry, find="", safe="") for entry in group)
        for field in library.__struct_fields__
        if isinstance(group := getattr(library, field), tuple)
    }
    return msgspec.structs.replace(library, **stripped)


class _Checks:
    """The checks of one library, against what the whole bundle knows."""

    def __init__(self, file: str, weaknesses: Mapping[str, Weakness], contexts: frozenset[str]) -> None:
        self._file = file
        origins = frozenset(Origin)
        # What a field of this name may say, whichever kind of entry it stands in.
        self._known: Mapping[str, Collection[str]] = {
            "origin": origins,
            "only": origins,
            "weakness": weaknesses,
            "context": contexts,
            "contexts": contexts,
            "returns": contexts,
            "confidence": frozenset(Confidence),
            "parts": PARTS,
            "gives": RESULT_KINDS,
            "does": frozenset(CHANGES),
            "matching": MATCHING,
            "result": GIVEN,
        }

    def check(self, library: Library) -> None:
        """Refuse the library's first defect."""
        seen: set[bytes] = set()
        for entry in library.entries():
            place = where(entry)
            self._names(entry, place)
            parts: tuple[Entry | Condition, ...] = (entry, *_conditions(entry))
            for part in parts:
                self._words(part, place)
                for pattern in _patterns(part):
                    self._pattern(pattern, place)
            if max(len(entry.find), len(entry.safe)) > PROGRAM_CHARS_MAX:
                raise self._defect(place, f"has a program longer than {PROGRAM_CHARS_MAX} characters", "shorten it")
            plain = msgspec.json.encode([type(entry).__name__, msgspec.structs.replace(entry, find="", safe="")])
            if plain in seen:
                raise self._defect(place, "stands there twice", "keep one")
            seen.add(plain)

    def _names(self, entry: Entry, where: str) -> None:
        if not entry.names:
            raise self._defect(where, "names nothing", "say which names it is about")
        if len(set(entry.names)) != len(entry.names):
            twice = next(name for name in entry.names if entry.names.count(name) > 1)
            raise self._defect(where, f"names {twice!r} twice", "keep one")
        form = _form_of(entry)
        for name in entry.names:
            if name == _ANY and not (entry.called or getattr(entry, "variable", "") or isinstance(entry, Markup)):
                raise self._defect(where, "stands for everything", "say with an expression which names are meant")
            if name != _ANY and not form.fullmatch(name):
                raise self._defect(where, f"has {name!r}, no name", 'write "module.name" or ".method"')

    def _words(self, entry: Entry | Condition, where: str) -> None:
        """Refuse a word that nobody would understand."""
        for field in _fields(type(entry)):
            known = self._known.get(field.encode_name)
            if known is None:
                continue
            said = getattr(entry, field.name)
            for word in (said,) if isinstance(said, str) else said:
                is_left_out = word == "" and field.default == ""
                if word not in known and not is_left_out:
                    known_words = ", ".join(sorted(known))
                    raise self._defect(where, f"has {field.name} {word!r}, which is unknown", f"use {known_words}")
        if isinstance(entry, Handler) and bool(entry.returns) != bool(entry.weakness):
            raise self._defect(where, "has `returns` or `weakness` without the other", "name both or none")
        for word in entry.passes if isinstance(entry, Callback) else ():
            if word not in PASSED and not ("." in word and _NAME.fullmatch(word)):
                raise self._defect(where, f"passes {word!r}, which is unknown", f"use {', '.join(sorted(PASSED))}")

    def _pattern(self, pattern: str, where: str) -> None:
        if len(pattern) > REGEX_CHARS_MAX:
            raise self._defect(where, f"has an expression longer than {REGEX_CHARS_MAX} characters", "split the entry")
        try:
            re.compile(pattern)
        except re.error as error:
            raise self._defect(where, f"has an expression that is none ({error})", "mend it") from error

    def _defect(self, where: str, what: str, remedy: str) -> Exception:
        return defect(f"{self._file}: {where}", what, remedy)


_fields: Final = cache(fields)  # msgspec resolves every annotation anew


def _form_of(entry: Entry) -> re.Pattern[str]:
    if isinstance(entry, Setting):
        return _KEY
    return _PARAMETER if isinstance(entry, Thing | Handler) else _NAME


def where(entry: Entry) -> str:
    """Return an entry's kind and first name, to point at it."""
    return f"{type(entry).__name__.lower()} {entry.names[0] if entry.names else '?'}"


def _conditions(entry: Entry) -> tuple[Condition, ...]:
    conditions: tuple[Condition, ...] = getattr(entry, "when", ())
    return conditions


def _patterns(part: Entry | Condition) -> Iterator[str]:
    for field in _PATTERNS & set(part.__struct_fields__):
        yield getattr(part, field)
