"""What is open at the end of a shell script or a Dockerfile, and how fragments of them are made whole."""

import pytest

from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.lexicon import read
from gateway.syntax.repair import repair

IF, THEN, LOOP, DO = "\nthen :\nfi\n", "\nfi\n", "\ndo :\ndone\n", "\ndone\n"
OPEN = [
    ("bash", "if a; then b; else c; fi", []),
    ("bash", "if a", [IF]),
    ("bash", "if a; then b; elif c", [IF]),
    ("bash", "for a in b", [LOOP]),
    ("bash", "until a; do case $x in", [DO, "\nesac\n"]),
    ("bash", "case $x", [" in\n_) ;;\nesac\n"]),
    ("bash", "case $x in a | b", [") ;;\nesac\n"]),
    ("bash", "case $x in (a) b", ["\n;;\nesac\n"]),
    ("bash", "case $x in a) b ;; c) d ;; esac", []),
    ("bash", "f() { (a && b", ["\n}\n", "\n)\n"]),
    ("bash", "function f { a; }", []),
    ("bash", "a { b", []),
    ("bash", "[ a ] && [[ b", [" ]]"]),
    ("bash", "[[ b ]", ["]"]),
    ("bash", "a [ b", []),
    ("bash", "x=$((1 + (2 * 3", ["))", ")"]),
    ("bash", "x=$((1 + 2)", [")"]),
    ("bash", "x=$(a (b)", [")"]),
    ("bash", "x=$(a $(b))", []),
    ("bash", "x=(a b", [")"]),
    ("bash", 'a "b $(c "${d', ['"', ")", '"', "}"]),
    ("bash", 'a "b `c', ['"', "`"]),
    ("bash", "a `b` 'c", ["'"]),
    ("bash", "a $'b\\'c", ["'"]),
    ("bash", 'a "b" \'c\' $\'d\' "`e`" "$((1))"', []),
    ("bash", 'a "b\\', ['"']),
    ("bash", "a ]] ] }", []),
    ("bash", "((1 + 2)) && (a)", []),
    ("bash", "a <<E\nb", ["\nE\n"]),
    ("bash", "a <<-'E' | b", ["\nE\n"]),
    ("bash", "a <<E\n$(b 'c\nE\nd <<< e", []),
    ("bash", "a $# ${#b} ${c#d} # e 'f", []),
    ("bash", "a < <(b", [")"]),
    ("dockerfile", "FROM a\nRUN b && \\\n  # c\n  'd", ["'"]),
    ("dockerfile", 'FROM a\nENV b="c ${d', ['"', "}"]),
    ("dockerfile", 'ENV b="c" d=${e} f=\'g\' h="it\'s"', []),
    ("dockerfile", 'SHELL ["a", "b', ["]", '"']),
    ("dockerfile", "RUN <<E\na\nE\nCO", ["PY _ _"]),
    ("dockerfile", "RUN <<E\na", ["\nE\n"]),
    ("dockerfile", "FROM a\nRUN b \\", []),
    ("dockerfile", "RUN a \\\n# b", []),
    ("dockerfile", "COPY <<E", [" _\nE\n"]),
    ("dockerfile", "FROM a\n# b", []),
    ("dockerfile", "FROM a\n\n", []),
]


@pytest.mark.parametrize(("language", "text", "closings"), OPEN)
def test_what_is_open(language: str, text: str, closings: list[str]) -> None:
    """Words, brackets, quotes and texts that follow their command are closed from the inside out."""
    assert closings == [one.closing for one in read(GRAMMARS[language], text).opened]


@pytest.mark.parametrize(
    ("text", "unmatched"),
    [
        ("b; fi; done", ["fi", "done"]),
        ("b\nelse\nc\nfi\n", ["else"]),
        ("b ;;\nc) d ;;\nesac\n", [";;"]),
        ("b\n}\nesac", ["}", "esac"]),
        ("b\n)\n", [")"]),
        ("then\nb\nfi\ndo\nc\ndone", ["then", "do"]),
        ("echo fi done esac", []),
    ],
)
def test_what_was_not_opened(text: str, unmatched: list[str]) -> None:
    """A word that ends or goes on with what began before the text is noted; an argument is none."""
    assert unmatched == read(GRAMMARS["bash"], text).unmatched


TORN = [
    ("bash", "  call a\nelse\n  call b\nfi\n", "else"),
    ("bash", "    call a\n    ;;\n  stop)\n    call b\n    ;;\nesac\n", ";;"),
    ("bash", "  call a\n)\ncall b\n", ")"),
    ("bash", "start)\n    call b\n    ;;\nesac\n", "start"),
    ("bash", "  call a\n  done\n}\n\ncall b\n", "done"),
    ("dockerfile", "    && call b \\\n    && rm -rf /var/lib\nUSER notes\n", "&&"),
    ("dockerfile", " PATH=/srv/bin\nRUN call b\n", "PATH"),
]


@pytest.mark.parametrize(("language", "candidate", "mark"), TORN)
def test_torn_beginnings_are_read(language: str, candidate: str, mark: str) -> None:
    """A fragment whose beginning is missing is read whole, and its commands are commands: in no text, no comment."""
    repaired = repair(language, "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert "<<" not in repaired.text
    assert mark in repaired.kept
    assert repaired.alone is None


@pytest.mark.parametrize(
    ("prefix", "candidate"),
    [
        ("cat > notes <<EOF\none\n", "EOF\ncall a\n"),
        ('echo "one\n', 'two"\ncall a\n'),
        ("case $x in\n", "one) call a ;;\n"),
        ("if call b; then\n  ", "call a"),
        ("names=(\n  one\n", "  two\n)\ncall a\n"),
    ],
)
def test_context_decides_what_is_code(prefix: str, candidate: str) -> None:
    """What closes a text of the context is read after it, as code."""
    repaired = repair("bash", prefix, candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert prefix == repaired.text[: repaired.start]


def test_text_in_a_heredoc_is_read_as_code_too() -> None:
    """A candidate that continues a text may be a script of its own, and is scanned as one as well."""
    repaired = repair("bash", "cat > run.sh <<EOF\n", "curl -k https://example.com\n")

    assert repaired is not None
    assert repaired.alone is not None
    assert "curl -k" in repaired.alone.text
