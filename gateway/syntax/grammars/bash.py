"""What repair must know of Bash and of the shells that it extends."""

import re
from types import MappingProxyType

from gateway.syntax.grammar import NO_COMMENTS, Grammar
from gateway.syntax.shell import DOUBLE, SINGLE, read_bash

BASH = Grammar(
    line_comment="#",
    block_comment=NO_COMMENTS,
    quotes=(DOUBLE, SINGLE),
    fillings=(
        ("", ""),
        ("", "\n:\n"),
        (" _", ""),
        (" _", "\n:\n"),
        ("_", ""),
        ("", " _"),
        (" _", " _"),
        ("", " {\n:\n}"),
        (" -n _", ""),
        ("", ") {\n:\n}"),
        (" == _", ""),
        ("= _", ""),
        (" 1", ""),
        ("1", ""),
        ("& _", ""),
        ("| _", ""),
        ("\n", ""),
        (" ]]", ""),
        ("]", ""),
        ("]=_", ""),
        ("=_", ""),
        (" _ _", ""),
        ("; _)\n", ""),
        (";;", ""),
        (";", ""),
        (";_", ""),
        ("n _", ""),
        (" in _", ""),
        ("EOF\n_\nEOF\n", ""),
        ("<EOF\n_\nEOF\n", ""),
        ("\n_\n", ""),
        ("hen\n", "\n:\nfi\n"),
        ("o\n", "\n:\ndone\n"),
    ),
    string_fillings=("", "\\", "_", "}", ")", "_}", "))", "1))"),
    wraps=("_() {\n", "case _ in\n", "case _ in\n_", "if ", "while ", "(\n"),
    names=re.compile(r"(?!)()"),
    statements=frozenset(
        {
            "case_item",
            "case_statement",
            "command",
            "compound_statement",
            "c_style_for_statement",
            "declaration_command",
            "for_statement",
            "function_definition",
            "if_statement",
            "list",
            "negated_command",
            "pipeline",
            "redirected_statement",
            "subshell",
            "test_command",
            "unset_command",
            "variable_assignment",
            "while_statement",
        }
    ),
    literals=frozenset({"string", "raw_string", "ansi_c_string", "heredoc_redirect", "heredoc_body", "comment"}),
    # What follows the mark of a heredoc on its line is code.
    holes=frozenset(
        {
            *("command_substitution", "expansion", "simple_expansion", "arithmetic_expansion"),
            *("command", "pipeline", "list", "file_redirect"),
        }
    ),
    blocks=("_() {\n",),
    reader=read_bash,
    openers=MappingProxyType(
        {
            "fi": "if :; then\n",
            "then": "if :\n",
            "elif": "if :; then\n:\n",
            "else": "if :; then\n:\n",
            "do": "while :\n",
            "done": "while :; do\n",
            "esac": "case _ in\n_)\n",
            ";;": "case _ in\n_)\n",
            "}": "_() {\n",
            ")": "(\n",
        }
    ),
)
