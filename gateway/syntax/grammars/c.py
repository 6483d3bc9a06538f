"""What repair must know of C and C++."""

import re
from types import MappingProxyType

from gateway.syntax.grammar import C_COMMENTS, Grammar, Quote

_FILLINGS = (
    ("", ""),
    ("", ";"),
    ("", " {}"),
    (" _", ";"),
    (" _", ""),
    (" _", " {}"),
    ("", "() {}"),
    ("", ":"),
    (" _", "() {}"),
    (" : _", ";"),
    (" _ : _", ";"),
    ("", " _;"),
    ("", " : _;"),
    (") {}, _(_", ";"),
    ("", " _() {}"),
    (";;", " {}"),
    (";", " {}"),
    ("", " (_) {}"),
    ("", " _ {}"),
    ("", " _:"),
    ("", " while (_);"),
    ("0", ";"),
    ("> _", ";"),
    ("= _", ";"),
    ("& _", ";"),
    ("| _", ";"),
    ("", " _ _;"),
    ("", " (;;) {}"),
    ("", ' "_"\n'),
    ("", " _\n"),
    ("", "_\n"),
    ("", " catch (...) {}"),
    ("", "();"),
    (".._", ";"),
    ("_", ";"),
    ("/\n", ""),
    (": _", ";"),
    (": _", " {}"),
    ("", "[0];"),
    ("", "(_) _\n"),
    ("", ")\n"),
)
_STATEMENTS = frozenset(
    {
        "expression_statement",
        "declaration",
        "return_statement",
        "if_statement",
        "for_statement",
        "while_statement",
        "do_statement",
        "switch_statement",
        "break_statement",
        "continue_statement",
        "goto_statement",
        "labeled_statement",
        "function_definition",
        "type_definition",
        "field_declaration",
        "preproc_include",
        "preproc_def",
        "preproc_function_def",
        "preproc_call",
        "preproc_ifdef",
        "preproc_if",
    }
)
_STRINGS = (Quote('"', '"'), Quote("'", "'"))
# The body of a macro is text to the parsers, and to the engines.
_LITERALS = frozenset({"string_literal", "char_literal", "system_lib_string", "comment", "preproc_arg"})
_WRAPS = (
    "void _() {\n",
    "struct _ {\n",
    "void _() { switch (_) {\n",
    "int _[] = {\n",
    "enum _ {\n",
)
_BRACE_LEADS = ("if (_) {\n", "void _() {\n", "do {\n", "switch (_) {\n", "struct _ {\n", "int _[] = {\n")

C = Grammar(
    line_comment="//",
    block_comment=C_COMMENTS,
    quotes=_STRINGS,
    # With a word of C++ in it, a text would be read as that, in which less is a call.
    fillings=tuple(one for one in _FILLINGS if "catch" not in one[1]),
    string_fillings=("", "\\", "_", "00", "0000"),
    wraps=_WRAPS,
    names=re.compile(r"^[ \t]*(#[ \t]*(?:include|define)\b[^\n]*(?<!\\))$", re.MULTILINE),
    terminator=";",
    brace_closers=MappingProxyType({"do": " while (_);"}),
    statements=_STATEMENTS,
    literals=_LITERALS,
    signatures=("void _(",),
    brace_leads=_BRACE_LEADS,
    blocks=("if (_) {\n",),
    roles=(("", ()), ("", ("void _() {\n",))),
    before=MappingProxyType({"while": "do {\n"}),
    has_directives=True,
)

CPP = Grammar(
    line_comment="//",
    block_comment=C_COMMENTS,
    quotes=(
        Quote('R"', ')DELIMITER"', spans_lines=True, escapes=False, delimiter=re.compile(r"([^()\\\s\"]{0,16})\(")),
        *_STRINGS,
    ),
    fillings=_FILLINGS,
    string_fillings=("", "\\", "_", "00", "0000"),
    wraps=(
        "void _() {\n",
        "class _ {\n",
        "class _ { void _() {\n",
        "void _() { switch (_) {\n",
        "int _[] = {\n",
        "enum _ {\n",
    ),
    names=re.compile(
        r"^[ \t]*(#[ \t]*(?:include|define)\b[^\n]*(?<!\\)|using\b[^;{}\n]*;|namespace \w+ = [\w:]+;)$", re.MULTILINE
    ),
    terminator=";",
    brace_closers=MappingProxyType({"try": " catch (...) {}", "do": " while (_);"}),
    statements=_STATEMENTS
    | {
        "alias_declaration",
        "co_return_statement",
        "co_yield_statement",
        "for_range_loop",
        "friend_declaration",
        "namespace_alias_definition",
        "namespace_definition",
        "static_assert_declaration",
        "template_declaration",
        "throw_statement",
        "try_statement",
        "using_declaration",
    },
    literals=_LITERALS | {"raw_string_literal"},
    signatures=("void _(",),
    brace_leads=(
        *_BRACE_LEADS[:4],
        "class _ {\n",
        "class _ { void _() {\n",
        "namespace _ {\n",
        "try {\n",
        "_([&] {\n",
        "int _[] = {\n",
    ),
    blocks=("if (_) {\n",),
    roles=(
        ("", ()),
        ("class _ {\n", ("void _() {\n",)),
        ("", ("class _ {\n", "void _() {\n")),
        ("", ("namespace _ {\n", "void _() {\n")),
    ),
    before=MappingProxyType({"catch": "try {\n", "while": "do {\n", ")": "[&] {\n"}),
    # The mark between the digits of a number.
    no_quote=re.compile(r"(?<!u8)(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])"),
    has_directives=True,
)
