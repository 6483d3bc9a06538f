"""
Which variables of a text are not what they were last assigned: those to which something else points, and those of which
another one with the same name hides an outer one.

Only words and brackets are looked at. A name too many costs a little of what is known of it, one too few a wrong word.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_KEYWORDS: Final = frozenset({"return", "else", "goto", "case", "delete", "throw", "new", "typedef", "using", "await"})
_POINTED: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "c": re.compile(r"&\s*([A-Za-z_]\w*)|\*\s*\w+\s*=\s*([A-Za-z_]\w*)\s*[;,]"),
        "cpp": re.compile(r"&\s*([A-Za-z_]\w*)|[&*]\s*\w+\s*=\s*([A-Za-z_]\w*)\s*(?:[;,]|$)"),
        "go": re.compile(r"&\s*([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\[[^\]\n]*:[^\]\n]*\]"),
        "rust": re.compile(r"&\s*mut\s+([A-Za-z_]\w*)"),
        "csharp": re.compile(r"\b(?:ref|out)\s+(?:var\s+|string\s+)?([A-Za-z_]\w*)"),
        "php": re.compile(r"&\s*(\$\w+)|\bglobal\s+(\$\w+)|\bforeach\s*\(\s*(\$\w+)\s+as[^)]*&"),
        "javascript": re.compile(r"\b(?:globalThis|window|global|self)(?:\.|\[['\"])([A-Za-z_$][\w$]*)"),
    }
)
# Where PHP makes variables whose names it computes.
_ANY_VARIABLE: Final = re.compile(r"\$\$\w|\$\{\$|\b(?:extract|parse_str|import_request_variables)\s*\(")
_VARIABLE: Final = re.compile(r"\$\w+")
_SKIPPED: Final = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n]){1,8}'|`[^`]*`|//[^\n]*|/\*.*?\*/"
_C_NAME: Final = r"[A-Za-z_]\w*(?:<[^<>;{}]*>)?[\s*&]+(?P<name>[A-Za-z_]\w*)\s*(?=[=;\[,])"
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
                r"(?P<name>[A-Za-z_][\w, ]*?)\s*:=|\bvar\s+(?P<other>\w+)",
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
        return frozenset()
    if language == "php" and _ANY_VARIABLE.search(text) is not None:
        return frozenset(_VARIABLE.findall(text))
    return frozenset([name for found in pattern.finditer(text) for name in found.groups() if name])


def hidden(language: str, text: str) -> frozenset[str]:
    """Return the names that are declared again within a block, or as a parameter, where they stand for something."""
    pattern = _DECLARED.get(_LIKE.get(language, language))
    if pattern is None:
        return frozenset()
    scopes: list[set[str]] = [set()]
    next_scope: set[str] = set()
    found: set[str] = set()
    for token in pattern.finditer(text):
        kind = token.lastgroup
        if kind == "bracket":
            if token[0] == "{":
                scopes.append(next_scope)
                next_scope = set()
            elif len(scopes) > 1:
                scopes.pop()
        elif kind == "header":
            next_scope = set(_WORD.findall(token[0]))
            found |= next_scope.intersection(set().union(*scopes[1:]))
        elif kind in {"name", "other"}:
            names = set(_WORD.findall(token[kind])) - _KEYWORDS
            # What is declared between `if` and its bracket is declared within.
            is_head = language == "go" and bool(next_scope)
            found |= names.intersection(set().union(*(scopes[1:] if is_head else scopes[1:-1])))
            (next_scope if is_head else scopes[-1]).update(names)
    return frozenset(found)
