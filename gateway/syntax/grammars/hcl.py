"""What repair must know of HCL, the language of Terraform."""

import re
from types import MappingProxyType

from gateway.syntax.grammar import C_COMMENTS, Grammar, Quote

_DELIMITER = re.compile(r"(\w+)(?=\n|\Z)")
_HEREDOC_END = "\nDELIMITER\n"

HCL = Grammar(
    line_comment="#",
    block_comment=C_COMMENTS,
    quotes=(
        Quote("<<-", _HEREDOC_END, spans_lines=True, escapes=False, hole="${", delimiter=_DELIMITER, own_line=True),
        Quote("<<", _HEREDOC_END, spans_lines=True, escapes=False, hole="${", delimiter=_DELIMITER, own_line=True),
        Quote('"', '"', hole="${"),
    ),
    fillings=(
        ("", ""),
        (" _", ""),
        ("", " {}"),
        ("", " = 0"),
        (" = 0", ""),
        (" : _", ""),
        (" _ : _", ""),
        ("= _", ""),
        (" in _ : _", ""),
        ("in _ : _ => _", ""),
        ("n _ : _ => _", ""),
        (" _ : _ => _", ""),
        ("_ : _ => _", ""),
        ("f _", ""),
        (" _ in _ : _", ""),
        ("n _ : _", ""),
        ("& _", ""),
        ("| _", ""),
        ("_", ""),
        ("> _", ""),
        (" => _", ""),
        (" _ => _", ""),
        (" : _ => _", ""),
        (" in _ : _ => _", ""),
        (" _ in _ : _ => _", ""),
        ("*]", ""),
        ("_]", ""),
        ("\n", ""),
        ("/\n", ""),
        ("\n_\n", ""),
    ),
    string_fillings=("", "\n", "\\", "DELIMITER", "}", "_}", "{_}", " _}"),
    wraps=("_ {\n", "_ = {\n", "_ = [\n", "_ = "),
    names=re.compile(r"^(?!)()", re.MULTILINE),
    terminator="\n",
    statements=frozenset({"attribute", "block", "object_elem"}),
    literals=frozenset({"quoted_template", "heredoc_template", "string_lit", "comment"}),
    holes=frozenset({"template_interpolation"}),
    stand_in="_",
    blocks=("_ {\n", "_ = {\n"),
    roles=(("", ()),),
    before=MappingProxyType({")": "{\n", ",": "{\n", "]": "{\n"}),
    switch="",
    brace_leads=("_ {\n", "_ = {\n", "_ = [{\n", "_ = _({\n"),
    parenthesis="_ = _(",
    bracket="_ = [",
)
