"""What repair must know of C#."""

import re
from dataclasses import replace
from types import MappingProxyType

from gateway.syntax.grammar import Frame, Place, Quote
from gateway.syntax.grammars.java import JAVA

_FEW = 8
_METHOD = "class _ { void __() {\n"
_MEMBER = re.compile(r"\s*(?:///|\[\w|(?:public|private|protected|internal|override|virtual|abstract)\b)")
_STATEMENTS = ("statements", "cases")
PLACES = {
    "statements": Place(
        _METHOD,
        "}}",
        stub=";",
        value="__ = ",
        wrap=_METHOD,
        starts=(
            "",
            "__ ",
            "__ = ",
            "if (_) ",
            "if (_) {} ",
            "try {} ",
            "do {} ",
            "switch (_) ",
            "__ = _ ",
            "__ = _ ? _ ",
            "__ = from _ in _ ",
            "__ = __(",
        ),
    ),
    "members": Place(
        "class _ {\n",
        "}",
        value="int _ = ",
        starts=("", "class _ ", "void __() ", "int _ "),
        begins=_MEMBER,
        wrap="class _ {\n",
    ),
    "unit": Place("", "", starts=("", "namespace _ ", "_ ")),
    "cases": Place(
        "class _ { void __() { switch (_) {\ncase _:\n",
        "}}}",
        stub=";",
        value="__ = ",
        wrap="class _ { void __() { switch (_) {\ncase _:\n",
    ),
    "items": Place(
        "var _ = __(", ");", stub="_", value="", starts=("", "__ ", "_ ? _ ", "() ", "_ = "), wrap="var _ = __("
    ),
    "settings": Place(
        "var _ = new _ {\n", "};", value="_ = ", starts=("", "_ = ", "_ = __ "), wrap="var _ = new _ {\n"
    ),
    "parameters": Place("class _ { void __(", ") {} }", starts=("", "_ "), wrap="class _ { void __("),
    "accessors": Place("class _ { int _ {\n", "}}", stub="get;", wrap="class _ { int _ {\n"),
    "arms": Place(
        "var _ = _ switch {\n", "};", stub="_ => _", value="_ => ", starts=("", "_ => _ "), wrap="var _ = _ switch {\n"
    ),
    "enumeration": Place("enum _ {\n", "}", wrap="enum _ {\n"),
    "attribute": Place("class _ { [", "] int _; }", stub="_", wrap="class _ { ["),
    "header": Place(
        "class _ { void __() { for (",
        ") {} }}",
        stub=";;",
        starts=("", "int _ = _;"),
        wrap="class _ { void __() { for (",
    ),
}
FRAMES = (
    Frame("}", "if (_) {\n", "statements", _STATEMENTS),
    Frame("}", "try {\n", "statements", _STATEMENTS),
    Frame("}", "do {\n", "statements", _STATEMENTS),
    Frame("}", "switch (_) {\ncase _:\n", "cases", _STATEMENTS),
    Frame("}", "void __() {\n", "statements", ("members",)),
    Frame("}", "class _ {\n", "members", ("members", "unit")),
    Frame("}", "namespace _ {\n", "unit", ("unit",)),
    Frame("}", "namespace _ {\n", "members", ("unit",)),
    Frame("}", "int _ {\n", "accessors", ("members",)),
    Frame("}", "get {\n", "statements", ("accessors",)),
    Frame("}", "enum _ {\n", "enumeration", ("members", "unit")),
    Frame("}", "() => {\n", "statements"),
    Frame("}", "new _ {\n", "settings"),
    Frame("}", "_ switch {\n", "arms"),
    Frame("}", "{\n", "settings", ("settings",)),
    Frame("}", "_ is {\n", "settings"),
    Frame(")", "__(", "items"),
    Frame(")", "(", "items"),
    Frame(")", "if (", "items", _STATEMENTS),
    Frame(")", "foreach (var _ in ", "items", _STATEMENTS),
    Frame(")", "for (", "header", _STATEMENTS),
    Frame(")", "void __(", "parameters", ("members", *_STATEMENTS)),
    Frame(")", "public _(", "parameters", ("members",)),
    Frame(")", "public _() : base(", "items", ("members",)),
    Frame(")", "(", "parameters"),
    Frame(")", "__(", "items", ("attribute",)),
    Frame("]", "[", "attribute", ("members", "parameters")),
    Frame("]", "[\n", "items"),
    Frame("]", "__[", "items"),
)

CSHARP = replace(
    JAVA,
    quotes=(
        Quote('"""', '"""', spans_lines=True, escapes=False),
        Quote('$@"', '"', spans_lines=True, escapes=False, doubles=True, hole="{"),
        Quote('@$"', '"', spans_lines=True, escapes=False, doubles=True, hole="{"),
        Quote('@"', '"', spans_lines=True, escapes=False, doubles=True),
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
        ("__", " int _;"),
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
    places=MappingProxyType(PLACES),
    frames=FRAMES,
    likely_endings=2,
)
