"""What repair must know of a Dockerfile."""

import re

from gateway.syntax.dockerfile import DOUBLE, SINGLE, read_dockerfile
from gateway.syntax.grammar import NO_COMMENTS, Grammar

_INSTRUCTIONS = (
    *("RUN", "COPY", "FROM", "ENV", "WORKDIR", "CMD", "ENTRYPOINT", "ARG", "ADD", "USER", "EXPOSE", "LABEL"),
    *("VOLUME", "HEALTHCHECK", "SHELL", "ONBUILD", "STOPSIGNAL", "MAINTAINER"),
)

DOCKERFILE = Grammar(
    line_comment="#",
    block_comment=NO_COMMENTS,
    quotes=(DOUBLE, SINGLE),
    fillings=(
        ("", ""),
        ("", "\n"),
        (" _", "\n"),
        ("_", "\n"),
        (" _=_", "\n"),
        ("=_", "\n"),
        (" _ _", "\n"),
        ("1", "\n"),
        (" 1", "\n"),
        (" NONE", "\n"),
        ("\n", "\n"),
        (' "_"', "\n"),
        ('"_"', "\n"),
        (' ["_"]', "\n"),
        (" RUN _", "\n"),
        ("_=_ _", "\n"),
        ("_=_ _ _", "\n"),
        ("=_ _", "\n"),
        ("=type=_ _", "\n"),
        ("-_=_ _", "\n"),
        ("-_=_ _ _", "\n"),
        ("_ _", "\n"),
        ("_ _ _", "\n"),
        (" CMD _", "\n"),
        ("_ CMD _", "\n"),
        ("=_ CMD _", "\n"),
        ("interval=_ CMD _", "\n"),
        ("mount=type=_ _", "\n"),
        ("type=_ _", "\n"),
        ("tcp", "\n"),
        ("cp", "\n"),
        ("p", "\n"),
        ("S _", "\n"),
        ("_ _\n_\n", "\n"),
        ("<_ _\n_\n", "\n"),
    ),
    string_fillings=("", "\\", "_", "}", "_}", "\n"),
    wraps=(
        "RUN _ ",
        "RUN \\\n",
        "ENV \\\n",
        "LABEL \\\n",
        "COPY ",
        "FROM ",
        "ENV _=",
        "EXPOSE ",
    ),
    names=re.compile(r"(?!)()"),
    statements=frozenset(
        {
            *(f"{name.lower()}_instruction" for name in _INSTRUCTIONS),
            "cross_build_instruction",
        }
    ),
    literals=frozenset({"comment", "double_quoted_string", "single_quoted_string", "json_string"}),
    holes=frozenset({"expansion"}),
    blocks=("RUN _ ",),
    reader=read_dockerfile,
)
