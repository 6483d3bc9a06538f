"""
What repair and the other readers must know of each language: one entry a language, all data. A new language is one
entry here, one name in `languages`, and one parser in `parsing`.

A *filling* is a pair: what completes the innermost unfinished expression, and what completes the statement once the
expression's brackets are closed. They are tried in order, the common ones first; `_` stands for whatever is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

type Filling = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quote:
    """A string form: its opening and closing mark, whether it may span lines, has escapes, and what opens a hole."""

    opening: str
    closing: str
    spans_lines: bool = False
    escapes: bool = True
    hole: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """
    One language's lexical rules, fillings and syntax-node names.

    `wraps` are put before a fragment that does not stand by itself; what they open is closed like all else.
    `names` finds imports and plain aliases, each in a group of its own.
    `statements` are node types after whose end the text may be cut; `literals` are those whose content is not code,
    `holes` those inside a literal whose content is code again. `brace_closers` says what else a block needs by the word
    before its brace; `terminator` ends a statement that needs one.
    """

    line_comment: str
    block_comment: tuple[str, str] | None
    quotes: tuple[Quote, ...]
    fillings: tuple[Filling, ...]
    string_fillings: tuple[str, ...]
    wraps: tuple[str, ...]
    names: re.Pattern[str]
    regex_literals: bool = False
    terminator: str = ""
    brace_closers: Mapping[str, str] = MappingProxyType({})
    statements: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()
    holes: frozenset[str] = frozenset()


_PYTHON = Grammar(
    line_comment="#",
    block_comment=None,
    quotes=(
        Quote('"""', '"""', spans_lines=True),
        Quote("'''", "'''", spans_lines=True),
        Quote('"', '"'),
        Quote("'", "'"),
    ),
    fillings=(
        ("", ""),
        ("", ": pass"),
        (" _", ""),
        (" _", ": pass"),
        (" = _", ""),
        (": _", ""),
        ("", " in _: pass"),
        (" in _", ""),
        (" _ in _", ""),
        (" _", " in _: pass"),
        (" = _", ": pass"),
        ("", " import _"),
        (" _", " import _"),
        ("", "(): pass"),
        ("", " _(): pass"),
        (" else _", ""),
        (" _ else _", ""),
        ("0", ""),
        ("= _", ""),
        ("= _", ": pass"),
        ("> _", ": pass"),
        ("", " def _(): pass"),
        ("\n_", ""),
        (": _", ": pass"),
        ("_", ""),
    ),
    string_fillings=("", "\\", "00", "0000000"),
    wraps=(),
    names=re.compile(
        r"(?:^|;)[ \t]*(from[ \t]+[\w.]+[ \t]+import[ \t]*(?:\([^()]*\)|(?:[^\n(\\;#'\"]|\\\n)+)"
        r"|import[ \t]+(?:[^\n(\\;#'\"]|\\\n)+)|^(\w+[ \t]*=[ \t]*[A-Za-z_]\w*(?:\.\w+)*)[ \t]*(?=$|#|;)",
        re.MULTILINE,
    ),
)

_C_COMMENTS = ("/*", "*/")

_JAVASCRIPT = Grammar(
    line_comment="//",
    block_comment=_C_COMMENTS,
    quotes=(Quote('"', '"'), Quote("'", "'"), Quote("`", "`", spans_lines=True, hole="${")),
    fillings=(
        ("", ""),
        ("", " {}"),
        (" _", ""),
        (" _", " {}"),
        ("", "() {}"),
        (": _", ""),
        (" : _", ""),
        (" _ : _", ""),
        ("", " (_) {}"),
        (" of _", " {}"),
        (";;", " {}"),
        (";", " {}"),
        ("", " _() {}"),
        ("", ' from "_"'),
        ("", ' "_"'),
        ("", " _ {}"),
        ("", ":"),
        ("", " (;;) {}"),
        ("", " finally {}"),
        ("", " while (_);"),
        ("0", ""),
        ("_", ""),
        ("", " : _"),
        (" _", " : _"),
        (" _ of _", " {}"),
        ("/\n", ""),
        ("f _", " {}"),
        ("", 'rom "_"'),
        ("", 'om "_"'),
        ("", 'm "_"'),
        (" _", ' from "_"'),
        ("", " = _"),
        ("", " _:"),
        ("> _", ""),
        ("= _", ""),
        ("& _", ""),
        ("| _", ""),
        (".._", ""),
    ),
    string_fillings=("", "\\", "00", "0000"),
    wraps=(
        "async function* _() {\n",
        "class _ {\n",
        "switch (_) {\n",
        "_({\n",
    ),
    names=re.compile(
        r"(?:^|;)[ \t]*(?:(import\b[^;'\"`()=]*['\"][^\n'\"]+['\"])"
        r"|((?:const|let|var)\s+(?:\w+|\{[^{}=;]*\}|\[[^\[\]=;]*\])\s*=\s*"
        r"(?:require\(\s*['\"`][^\n'\"`]+['\"`]\s*\)(?:\.\w+)*|[A-Za-z_$][\w$]*(?:\.[\w$]+)*)))"
        r"[ \t]*(?=;|$|//|/\*)",
        re.MULTILINE,
    ),
    regex_literals=True,
    brace_closers=MappingProxyType({"try": " finally {}", "do": " while (_);"}),
    statements=frozenset(
        {
            "expression_statement",
            "variable_declaration",
            "lexical_declaration",
            "return_statement",
            "throw_statement",
            "if_statement",
            "for_statement",
            "for_in_statement",
            "while_statement",
            "do_statement",
            "try_statement",
            "switch_statement",
            "break_statement",
            "continue_statement",
            "debugger_statement",
            "labeled_statement",
            "with_statement",
            "import_statement",
            "export_statement",
            "function_declaration",
            "generator_function_declaration",
            "class_declaration",
            "method_definition",
            "field_definition",
        }
    ),
    literals=frozenset({"string", "template_string", "regex", "comment", "jsx_text", "hash_bang_line"}),
    holes=frozenset({"template_substitution"}),
)

_JAVA = Grammar(
    line_comment="//",
    block_comment=_C_COMMENTS,
    quotes=(Quote('"""', '"""', spans_lines=True), Quote('"', '"'), Quote("'", "'")),
    fillings=(
        ("", ""),
        ("", ";"),
        ("", " {}"),
        (" _", ";"),
        (" _", ""),
        (" _", " {}"),
        (" _ _", " {}"),
        ("", "() {}"),
        (" _", "() {}"),
        (" : _", ";"),
        (" _ : _", ";"),
        ("", " void __() {}"),
        (" _ _", ";"),
        (";;", " {}"),
        (";", " {}"),
        (" : _", " {}"),
        (" _ : _", " {}"),
        ("", "();"),
        ("", " __();"),
        ("> _", ";"),
        ("_> _", ";"),
        ("", " (_) {}"),
        ("", " _ {}"),
        ("", ":"),
        ("", " finally {}"),
        ("", " while (_);"),
        ("", "[0];"),
        ("0", ";"),
        ("> _", " {}"),
        ("", " _;"),
        ("", " (_ _) {}"),
        ("", " _() {}"),
        ("> _", "() {}"),
        ("", " (;;) {}"),
        ("& _", ";"),
        ("| _", ";"),
        ("_", ";"),
        (" = _", " {}"),
        (" -> _", ";"),
        ("", " _:"),
        ("/\n", ""),
        (":_", ";"),
    ),
    string_fillings=("", "\\", "_", "00", "0000"),
    # To this parser, no method is called `_`.
    wraps=(
        "class _ {\n",
        "class _ { void __() throws Exception {\n",
        "class _ { void __() ",
        "class _ { void __() { switch (_) {\n",
    ),
    names=re.compile(r"(?:^|(?<=;))\s*(import\s+(?:static\s+)?[\w.]+(?:\.\*)?\s*;)", re.MULTILINE),
    terminator=";",
    brace_closers=MappingProxyType({"try": " finally {}", "do": " while (_);"}),
    statements=frozenset(
        {
            "expression_statement",
            "local_variable_declaration",
            "return_statement",
            "throw_statement",
            "if_statement",
            "for_statement",
            "enhanced_for_statement",
            "while_statement",
            "do_statement",
            "try_statement",
            "try_with_resources_statement",
            "switch_expression",
            "break_statement",
            "continue_statement",
            "assert_statement",
            "synchronized_statement",
            "labeled_statement",
            "yield_statement",
            "explicit_constructor_invocation",
            "import_declaration",
            "package_declaration",
            "class_declaration",
            "interface_declaration",
            "enum_declaration",
            "record_declaration",
            "annotation_type_declaration",
            "method_declaration",
            "constructor_declaration",
            "compact_constructor_declaration",
            "field_declaration",
            "static_initializer",
        }
    ),
    literals=frozenset({"string_literal", "character_literal", "text_block", "line_comment", "block_comment"}),
    holes=frozenset({"string_interpolation"}),
)

_GO = Grammar(
    line_comment="//",
    block_comment=_C_COMMENTS,
    quotes=(Quote('"', '"'), Quote("`", "`", spans_lines=True, escapes=False), Quote("'", "'")),
    fillings=(
        ("", ""),
        ("", " {}"),
        (" _", ""),
        (" 0", " {}"),
        (": _", ""),
        ("", "() {}"),
        ("", " _() {}"),
        (" := _", ""),
        (" := 0", " {}"),
        ("= _", ""),
        ("= 0", " {}"),
        ("", " int"),
        ("", "()"),
        ("", " _()"),
        ("", " _ int"),
        ("", ' "_"'),
        ("", ":"),
        ("", " _:"),
        ("_", ""),
        ("0", ""),
        ("", "_"),
        (" _ int", ""),
        (" = _", ""),
        (" _ int", " {}"),
        (" = 0", " {}"),
        ("& _", ""),
        ("| _", ""),
        ("|| _", ""),
        ("", "[_]_"),
        ("- _", ""),
        (" _ := 0", ""),
        (" _ := 0", " {}"),
        ("/\n", ""),
    ),
    string_fillings=("", "\\", "_", "00", "0000"),
    wraps=(
        "package _\nfunc _() {\n",
        "package _\n",
        "package _\nfunc _() { switch {\n",
        "package _\nvar _ = _{\n",
    ),
    names=re.compile(
        r"(?:^|;)[ \t]*(package[ \t]+\w+|import\s*(?:\([^()]*\)|(?:[\w.]+[ \t]+)?[\"`][^\"`\n]+[\"`])"
        r"|var[ \t]+\w+[ \t]*=[ \t]*[A-Za-z_]\w*(?:\.\w+)*[ \t]*(?=;|$|//))",
        re.MULTILINE,
    ),
    terminator="\n",
    statements=frozenset(
        {
            "expression_statement",
            "send_statement",
            "inc_statement",
            "dec_statement",
            "assignment_statement",
            "short_var_declaration",
            "var_declaration",
            "const_declaration",
            "type_declaration",
            "import_declaration",
            "package_clause",
            "function_declaration",
            "method_declaration",
            "return_statement",
            "go_statement",
            "defer_statement",
            "if_statement",
            "for_statement",
            "expression_switch_statement",
            "type_switch_statement",
            "select_statement",
            "labeled_statement",
            "fallthrough_statement",
            "break_statement",
            "continue_statement",
            "goto_statement",
        }
    ),
    literals=frozenset({"interpreted_string_literal", "raw_string_literal", "rune_literal", "comment"}),
)

GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {"python": _PYTHON, "javascript": _JAVASCRIPT, "java": _JAVA, "go": _GO}
)
