"""What repair must know of C#."""

import re
from dataclasses import replace
from types import MappingProxyType

from gateway.syntax.grammar import Quote
from gateway.syntax.grammars.java import JAVA

_FEW = 8

CSHARP = replace(
    JAVA,
    quotes=(
        Quote('"""', '"""', spans_lines=True, escapes=False),
        Quote('$@"', '"', spans_lines=True, escapes=False, hole="{"),
        Quote('@$"', '"', spans_lines=True, escapes=False, hole="{"),
        Quote('@"', '"', spans_lines=True, escapes=False),
        Quote('$"', '"', hole="{"),
        Quote('"', '"'),
        Quote("'", "'"),
    ),
    # To this parser, no member is called `_`.
    stand_in="__",
    parenthesis="__(",
    fillings=(
        ("", ""),
        ("", ";"),
        (" __", "();"),
        (" : __", ";"),
        ("", " : __;"),
        (" __", " : __;"),
        *((inner.replace("__", "_").replace("_", "__"), rest) for inner, rest in JAVA.fillings[2:_FEW]),
        ("__", ";"),
        *((inner.replace("__", "_").replace("_", "__"), rest) for inner, rest in JAVA.fillings[_FEW:]),
        (" in __", " {}"),
        (" __ in __", " {}"),
        ("", " { get; }"),
        (" => __", ";"),
        (") => __", ";"),
        ("", " { }"),
    ),
    wraps=(
        "class _ {\n",
        "class _ { void __() {\n",
        "class _ { void __() ",
        "class _ { void __() { switch (_) {\n",
        "class _ { int _ {\n",
        "var _ = new _ {\n",
        "enum _ {\n",
    ),
    names=re.compile(r"(?:^|(?<=;))\s*(using\s+(?:static\s+)?[\w.= ]+;)", re.MULTILINE),
    statements=frozenset(
        {
            "break_statement",
            "checked_statement",
            "class_declaration",
            "constructor_declaration",
            "continue_statement",
            "delegate_declaration",
            "destructor_declaration",
            "do_statement",
            "enum_declaration",
            "event_field_declaration",
            "expression_statement",
            "field_declaration",
            "file_scoped_namespace_declaration",
            "fixed_statement",
            "for_statement",
            "foreach_statement",
            "global_statement",
            "if_statement",
            "interface_declaration",
            "local_declaration_statement",
            "local_function_statement",
            "lock_statement",
            "method_declaration",
            "namespace_declaration",
            "property_declaration",
            "record_declaration",
            "return_statement",
            "struct_declaration",
            "switch_statement",
            "throw_statement",
            "try_statement",
            "unsafe_statement",
            "using_directive",
            "using_statement",
            "while_statement",
            "yield_statement",
        }
    ),
    literals=frozenset(
        {
            "character_literal",
            "comment",
            "interpolated_string_expression",
            "raw_string_literal",
            "string_literal",
            "verbatim_string_literal",
        }
    ),
    holes=frozenset({"interpolation"}),
    brace_leads=(
        "if (_) {\n",
        "class _ { void __() {\n",
        "class _ { int _ {\n",
        "namespace _ { class _ {\n",
        "var _ = new _ {\n",
        "_(() => {\n",
        "try {\n",
    ),
    blocks=("if (_) {\n",),
    roles=(
        ("", ()),
        ("class _ {\n", ("void __() {\n",)),
        ("", ("class _ {\n", "void __() {\n")),
        ("", ("namespace _ {\n", "class _ {\n", "void __() {\n")),
    ),
    before=MappingProxyType(
        {
            "catch": "try {\n",
            "finally": "try {\n",
            "while": "do {\n",
            ")": "() => {\n",
            ";": "var _ = new _ {\n",
        }
    ),
    terminator="",
    value_heads=re.compile(r"\s*(?:return|throw|(?:[\w<>\[\],?.]+[ \t]+)*[\w.\[\]]+[ \t]*\+?=(?!=))"),
    has_directives=True,
)
