"""What repair must know of TypeScript, with and without JSX: what JavaScript needs, and its types."""

import re
from dataclasses import replace

from gateway.syntax.grammars.javascript import JAVASCRIPT

_FEW = 8

TYPESCRIPT = replace(
    JAVASCRIPT,
    fillings=(
        *JAVASCRIPT.fillings[:_FEW],
        (": _", " {}"),
        (") => (_", ""),
        ("", ">"),
        (" _", ">"),
        *JAVASCRIPT.fillings[_FEW:],
        (": _", ">"),
        (" _) => (_", ""),
        (": _) => (_", ""),
        ("", "> {}"),
        (" _", "> {}"),
        (" extends _", "> {}"),
        ("", ">() {}"),
        (" extends _", " {}"),
        (" = _", ""),
        ("> _", " {}"),
        ("", " = _"),
        (" is _", ""),
        (" in _]: _", ""),
        ("]: _", ""),
        (" _]: _", ""),
        (" => _", ""),
    ),
    continued=(
        *JAVASCRIPT.continued,
        (
            re.compile(r"[^\n(]*\{[ \t]*\n"),
            ("function _() ", "function _()", "function _(_", "if (_ ", "_ = (_", "type _", "interface ", "class "),
        ),
        (re.compile(r"[^\n]*\)\s*(?::[^{\n]*)?\{[ \t]*\n"), ("function _(_ ", "if (_ ", "function _")),
        (re.compile(r"\s*(?:=[^=]|<)"), ("type _ ", "type _ = ", "_ ")),
    ),
    rests=(
        *JAVASCRIPT.rests,
        (re.compile(r"\s*=>"), ("type _ = {\n_: () ", "let _: () ")),
        (re.compile(r"[^<\n(]*>"), ("let _: _<", "let _: _<_", "_<", "_<_", "function _<_ ", "function _<_")),
        (re.compile(r"\s*extends\b"), ("function _<_ ", "type _ = _ ", "class _ ")),
        (re.compile(r"\s*\w+\??\s*:"), ("function _(", "type _ = {\n")),
        (re.compile(r"\s*:[^\n)]*\)"), ("function _(_", "(_")),
        (re.compile(r"\s*:"), ("function _(_", "function _()", "let _", "type _ = _ extends _ ? _ ")),
    ),
    words=(*JAVASCRIPT.words, "type", "interface", "declare", "readonly", "private", "public", "abstract", "extends"),
    wraps=(
        *JAVASCRIPT.wraps,
        "interface _ {\n",
        "enum _ {\n",
        "type _ = {\n",
    ),
    statements=(JAVASCRIPT.statements - {"field_definition"})
    | {
        "abstract_class_declaration",
        "ambient_declaration",
        "enum_declaration",
        "import_alias",
        "interface_declaration",
        "public_field_definition",
        "type_alias_declaration",
    },
    literals=JAVASCRIPT.literals - {"hash_bang_line"},
    value_before_brace=(*JAVASCRIPT.value_before_brace, "<", "import", "import type", "export type"),
)
