"""
Which variables of a text are not what they were last assigned: those to which something else points, and those of which
another one with the same name hides an outer one.

Only words and brackets are looked at. A name too many costs a little of what is known of it, one too few a wrong word.
"""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_KEYWORDS: Final = frozenset({"return", "else", "goto", "case", "delete", "throw", "new", "typedef", "using", "await"})
_POINTED: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "c": re.compile(r"&\s*([A-Za-z_]\w*)|\*\s*\w+\s*=\s*([A-Za-z_]\w*)\s*[;,]"),
        "cpp": re.compile(r"[&*]\s*\w+\s*=\s*([A-Za-z_]\w*)\s*(?:[;,]|$)|&\s*([A-Za-z_]\w*)"),
        "go": re.compile(r"(?:\b([A-Za-z_]\w*)\s*:?=\s*)?&\s*([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\[[^\[\]\n]{0,40}:"),
        "rust": re.compile(r"(?:\b([A-Za-z_]\w*)\s*=\s*)?&\s*mut\s+([A-Za-z_]\w*)"),
        "csharp": re.compile(r"\b(?:ref|out)\s+(?:var\s+|string\s+)?([A-Za-z_]\w*)"),
        "php": re.compile(
            r"(?:(\$\w+)\s*=\s*)?&\s*(\$\w+)|\bglobal\s+(\$\w+)|\bforeach\s*\(\s*(\$\w+)\s+as[^)&]{0,80}&"
        ),
        "javascript": re.compile(r"\b(?:globalThis|window|global|self)(?:\.|\[['\"])([A-Za-z_$][\w$]*)"),
    }
)
# Where PHP makes variables whose names it computes.
_ANY_VARIABLE: Final = re.compile(r"\$\$\w|\$\{\$|\b(?:extract|parse_str|import_request_variables)\s*\(")
_VARIABLE: Final = re.compile(r"\$\w+")
_GLOBAL: Final = re.compile(r"\$GLOBALS\[['\"](\w+)")
_GIVEN_BY_REFERENCE: Final = re.compile(r"\bfunction\s+(\w+)\s*\([^(){};]{0,300}&\s*(?:\.\.\.)?\$")
# Where a jump leads, only the text says: a variable may be what any line has made of it.
_JUMP: Final = re.compile(r"\bgoto\s+[A-Za-z_]\w*\s*(?:;|\n)")
_ASSIGNED: Final = re.compile(r"(\$?[A-Za-z_]\w*)\s*(?:\[[^\]\n]{0,40}\]\s*)?:?=(?!=)")
# What assigns to one member may run a function that assigns to others.
_SETTER: Final = re.compile(r"\bset\s+[A-Za-z_$#][\w$]*\s*\(")
_MEMBER_SET: Final = re.compile(r"\bthis(\.[A-Za-z_$][\w$]*)\s*=(?!=)")
# The members of a union are one place in memory; two names of one builder are one object.
_UNION: Final = re.compile(r"\bunion\b[^;{}]{0,80}\{([^{}]{0,2000})\}")
_FIELD: Final = re.compile(r"([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?[;,]")
_ALIAS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "java": re.compile(r"\b(?:StringBuilder|StringBuffer)\s+([a-z_]\w*)\s*=\s*([a-z_]\w*)\s*;"),
        "csharp": re.compile(r"\b(?:StringBuilder|var)\s+([a-z_]\w*)\s*=\s*([a-z_]\w*)\s*;"),
    }
)
_WITH: Final = re.compile(r"\bwith\s*\(")
# What is open at the end of the text is skipped, too: to look for its end from each of its parts takes too long.
_SKIPPED: Final = r"\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n]){1,8}'|`[^`]*`?|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?"
_C_NAME: Final = r"\b[A-Za-z_]\w*(?:<[^<>;{}]{0,80}>)?[\s*&]{1,8}(?P<name>[A-Za-z_]\w*)\s{0,8}(?=[=;\[,])"
_DECLARED: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        language: re.compile(
            rf"(?P<skipped>{_SKIPPED})|(?P<bracket>[{{}}])|(?P<header>{header})|{declaration}", re.DOTALL
        )
        for language, header, declaration in (
            ("c", r"\)\s*(?=\{)", _C_NAME),
            ("cpp", r"\)\s*(?=\{)", _C_NAME),
            (
                "go",
                r"\bfunc\b[^{\n]*|\b(?:if|for|switch)\b",
                r"\b(?P<name>[A-Za-z_][\w, ]{0,80}?)[ \t]{0,8}:=|\bvar\s+(?P<other>\w+)",
            ),
            ("rust", r"\bfn\b[^{;]*|\b(?:if|while|for)\b", r"\blet\s+(?:mut\s+)?(?P<name>[A-Za-z_]\w*)"),
            (
                "javascript",
                r"\bfunction\b[^{]*|\([^(){}]*\)\s*=>|\b(?:for|catch)\b",
                r"\b(?:let|const|var)\s+(?P<name>[A-Za-z_$][\w$]*)",
            ),
        )
    }
)
_LIKE: Final = {"typescript": "javascript"}
_WORD: Final = re.compile(r"[A-Za-z_$][\w$]*")


def pointed(language: str, text: str) -> frozenset[str]:
    """Return the variables to which something else in a text may point, and so change them."""
    pattern = _POINTED.get(_LIKE.get(language, language))
    if pattern is None:
        return frozenset(_aliases(language, text))
    if language == "php" and _ANY_VARIABLE.search(text) is not None:
        return frozenset(_VARIABLE.findall(text))
    names = {name for found in pattern.finditer(text) for name in found.groups() if name} | _aliases(language, text)
    if pattern is _POINTED["javascript"] and _SETTER.search(text) is not None:
        names.update(_MEMBER_SET.findall(text))
    if language == "php":
        names |= _given_by_reference(text) | {f"${name}" for name in _GLOBAL.findall(text)}
    if _JUMP.search(text) is not None or (pattern is _POINTED["javascript"] and _WITH.search(text) is not None):
        names.update(_ASSIGNED.findall(text))
    return frozenset(names)


def _aliases(language: str, text: str) -> set[str]:
    """Return the variables and members that are, under another name, something else of the text."""
    pattern = _ALIAS.get(language)
    found = {name for alias in pattern.finditer(text) for name in alias.groups()} if pattern is not None else set()
    if language in {"c", "cpp"}:
        found |= {f".{field}" for union in _UNION.finditer(text) for field in _FIELD.findall(union[1])}
    return found


def _given_by_reference(text: str) -> set[str]:
    """Return the variables that are given to functions of a text of PHP which may change what they are given."""
    functions = {re.escape(name) for name in _GIVEN_BY_REFERENCE.findall(text)}
    if not functions:
        return set()
    calls = re.finditer(rf"\b(?:{'|'.join(sorted(functions))})\s*\(([^(){{}};]{{0,300}})", text)
    return {name for call in calls for name in _VARIABLE.findall(call[1])}


def hidden(language: str, text: str) -> frozenset[str]:
    """Return the names that are declared again within a block, or as a parameter, where they stand for something."""
    pattern = _DECLARED.get(_LIKE.get(language, language))
    if pattern is None:
        return frozenset()
    scopes = _Scopes()
    for token in pattern.finditer(text):
        kind = token.lastgroup
        if kind == "bracket":
            scopes.enter() if token[0] == "{" else scopes.leave()
        elif kind == "header":
            scopes.announce(set(_WORD.findall(token[0])))
        elif kind in {"name", "other"}:
            # In Go, what is declared between `if` and its bracket is declared within.
            scopes.declare(set(_WORD.findall(token[kind])) - _KEYWORDS, is_head=language == "go")
    return frozenset(scopes.hidden)


class _Scopes:
    """The blocks around a place; the file's own names are no concern: functions see them as others left them."""

    def __init__(self) -> None:
        """Begin outside all blocks."""
        self.hidden: set[str] = set()
        self._open: list[set[str]] = []
        self._next: set[str] = set()
        self._outer: Counter[str] = Counter()  # in how many of the blocks, the innermost apart, a name is declared

    def enter(self) -> None:
        """Begin a block, which holds what was announced."""
        if self._open:
            self._outer.update(self._open[-1])
        self._open.append(self._next)
        self._next = set()

    def leave(self) -> None:
        """End the innermost block."""
        if self._open:
            self._open.pop()
        if self._open:
            self._outer.subtract(self._open[-1])

    def announce(self, names: set[str]) -> None:
        """Take note of what the next block will hold."""
        self._next = names
        self._compare(names, is_inner=True)

    def declare(self, names: set[str], *, is_head: bool) -> None:
        """Take note of names that are declared here, or (`is_head`) for the block that was announced."""
        is_inner = is_head and bool(self._next)
        self._compare(names, is_inner=is_inner)
        if is_inner:
            self._next |= names
        elif self._open:
            self._open[-1] |= names

    def _compare(self, names: set[str], *, is_inner: bool) -> None:
        innermost = self._open[-1] if is_inner and self._open else set()
        self.hidden.update(name for name in names if self._outer[name] > 0 or name in innermost)
