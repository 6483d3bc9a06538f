"""The shapes in which completions come, and the promise that what is scanned is the candidate itself."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.languages import SUPPORTED
from gateway.syntax.lexicon import read
from gateway.syntax.repair import Repaired, repair
from tests.syntax.samples import SAMPLES
from tests.syntax.shapes import PARTS, UNREAD, shapes, unread

KEPT_SHARE_MIN = 0.98
_CUT_STEP = 7


def assert_promise(repaired: Repaired, candidate: str) -> None:
    """Check that the engines see the candidate's own head, unedited, and that cuts lie within it."""
    for one in repaired.readings:
        assert one.kept == candidate[: len(one.kept)]
        seen = one.text[one.start : one.start + len(one.kept)]
        assert seen == one.kept or one.divided or one.is_part
        assert all(shown in (written, " ") for written, shown in zip(one.kept, seen, strict=True))
    programs = [one.text[one.start : one.end].split("\n") for one in (repaired, *repaired.others) if one.divided]
    for written, *shown in zip(repaired.kept.split("\n"), *programs, strict=True) if repaired.divided else ():
        assert written in shown or written.lstrip().startswith("#")
    assert UNREAD.fullmatch(unread(repaired)) or not repaired.is_part
    assert list(repaired.boundaries) == sorted(set(repaired.boundaries))
    assert all(0 < cut <= len(repaired.kept) for cut in repaired.boundaries)


@pytest.mark.parametrize("language", SUPPORTED)
@pytest.mark.parametrize("context", [True, False], ids=["in context", "alone"])
def test_ten_shapes(language: str, context: bool) -> None:  # noqa: FBT001 -- pytest passes it by name
    """Every shape of completion is made whole, in its context and by itself, with the call that matters kept."""
    for prefix, candidate, suffix in shapes(PARTS[language]).values():
        repaired = repair(language, prefix, candidate, suffix) if context else repair(language, "", candidate)

        assert repaired is not None
        assert_promise(repaired, candidate)
        if context:
            assert candidate == repaired.kept
            assert prefix == repaired.text[: repaired.start]


# Fragments without a prefix that begin in the middle of something, each with the call that must be code in the reading.
TORN = {
    "python, in brackets, deeper than what follows": (
        "python",
        "                size=3,\n                count=5)\n        call(a)\n\n    def next(self):\n        pass\n",
    ),
    "python, in a signature": ("python", "            first, last=None):\n    if not last:\n        call(a)\n"),
    "python, in an import": ("python", "    one,\n    two,\n)\nimport three\n\ncall(a)\n"),
    "python, in a list of dictionaries": ("python", "    'a': 1\n}, {\n    'b': 2\n}]\n\ndef f(a):\n    call(a)\n"),
    "python, at an indented else": ("python", "        else:\n            call(a)\n        return b\n    return c\n"),
    "python, in a docstring": ("python", 'The size (in bytes) of it.\n\n    :returns: a size\n    """\n    call(a)\n'),
    "java, in a comment": ("java", " * @return The size (in bytes)\n */\npublic int size() {\n  call(a);\n"),
    "java, after a comment's text": ("java", "*/\nclass A {\n  void f() {\n    call(a);\n"),
    "java, in a method of a class": (
        "java",
        "      x = 1;\n    }\n    return x;\n  }\n\n  void f() {\n    call(a);\n  }\n}\n",
    ),
    "java, in a chain of calls": ("java", "        .with(1)\n    );\n  }\n\n  protected void f() {\n    call(a);\n"),
    "java, at the exceptions of a header": ("java", "    throws Exception\n  {\n    call(a);\n"),
    "java, in a list of lists": ("java", '    { A, "a" },\n    { B, "b" }\n  };\n\n  void f() {\n    call(a);\n'),
    "java, in a class without a name": (
        "java",
        "      a.b();\n    }\n  });\n}\n\nvoid f() {\n  call(a);\n",
    ),
    "python, in a dictionary": ("python", "    'a': 1,\n    # b\n    'b': call(a),\n"),
    "python, in names that are given values": ("python", "        one,\n        two,\n    ) = call(a)\n    three()\n"),
    "go, in a list of values": ("go", '\t\t{"a", 1},\n\t},\n\t}\n}\n\nfunc f() {\n\tcall(a)\n'),
    "php, in an array": ("php", "\t'a' => 1,\n\t'b' => call(a),\n"),
    "php, in a comment of prose": ("php", " | one (two) three.  See the |\n +---+\n*/\n\ncall(a);\n"),
    "rust, in a value": ("rust", "    #[cfg(a)]\n    b: None,\n    c,\n  }\n}\n\nfn f() {\n  call(a);\n"),
    "rust, in a list in a value": ("rust", "      A { b: 1 }\n    ],\n    ..c() };\n  call(a);\n"),
    "rust, at the bounds of a header": ("rust", "where\n    A: B + C,\n{\n    call(a);\n"),
    "rust, in the bounds of a header": ("rust", "    A: B + C,\n    D: E,\n{\n    call(a);\n"),
    "rust, at the arms of a match": ("rust", "    A::B(c) => {\n      d();\n    }\n  };\n  call(a);\n"),
    "rust, in a raw string": ("rust", '  {{"a": "b"}}\n  c"#, d);\n  call(a);\n}\n'),
    "hcl, in a policy": ("hcl", '      Effect = "Allow"\n    }]\n  })\n}\n\nlocals {\n  a = call(a)\n}\n'),
    "hcl, in a list": ("hcl", '    "b",\n  ]\n  c = [call(a)]\n'),
    "hcl, in a heredoc's line": ("hcl", "  a = <<-EOT\n    b ${call(a)"),
    "javascript, in an object": ("javascript", "  },\n\n  next: function() {\n    call(a);\n  },\n"),
    "javascript, at the end of a wrapped file": ("javascript", "    call(a);\n}(this));\n"),
    "javascript, in a switch": ("javascript", "      a = 1;\n      break;\n    default:\n      call(a);\n  }\n}\n"),
}


@pytest.mark.parametrize(("language", "candidate"), TORN.values(), ids=TORN)
def test_torn_beginnings_are_read(language: str, candidate: str) -> None:
    """A fragment whose beginning is missing is read whole, with its code as code."""
    repaired = repair(language, "", candidate)

    assert repaired is not None
    assert_promise(repaired, candidate)
    assert candidate == repaired.kept
    opening = repaired.text[: repaired.text.index("call(a)")]
    assert 0 == opening.count('"""') % 2
    assert opening.count("/*") == opening.count("*/")


@pytest.mark.parametrize(
    ("language", "candidate"),
    [
        ("python", 'call(a)\n    """\n    call(b)\n'),
        ("python", 'x = y\n"""\nfoo\n"""\ncall(z)\n= =\n'),
        ("java", "call(a); */\n call(b);\n"),
        ("rust", 'call(a); "#);\n call(b);\n'),
        ("rust", "return one || two + three\n call(b);\n"),
        ("php", "return $one and $two and $three;\n }}\n call(b);\n"),
    ],
)
def test_code_is_not_taken_for_a_comment(language: str, candidate: str) -> None:
    """What is code before a mark that ends a string or comment is never read as that string's text."""
    repaired = repair(language, "", candidate)

    opening = repaired.text[: repaired.start] if repaired is not None else ""

    assert not any(mark in opening for mark in ('"""', "/*", "//", 'r#"'))


@pytest.mark.parametrize("language", SUPPORTED)
@pytest.mark.parametrize("in_context", [True, False], ids=["in context", "from the start"])
def test_cut_anywhere(language: str, in_context: bool) -> None:  # noqa: FBT001 -- pytest passes it by name
    """Wherever a completion stops, nearly all of it can be scanned, and what is kept is what came."""
    characters = kept = 0
    for sample in SAMPLES[language]:
        begin = sample.index("\n", len(sample) // 3) + 1 if in_context else 0
        for stop in range(begin + 1, len(sample) + 1, _CUT_STEP):
            candidate = sample[begin:stop]
            repaired = repair(language, sample[:begin], candidate)

            assert repaired is not None
            assert_promise(repaired, candidate)
            characters += len(candidate)
            kept += len(repaired.kept)

    assert kept >= KEPT_SHARE_MIN * characters


@pytest.mark.parametrize("language", SUPPORTED)
def test_boundaries_are_cuts_that_repair(language: str) -> None:
    """A text cut at any boundary is whole again without a further loss, and ends with a complete line."""
    for sample in SAMPLES[language]:
        begin = sample.index("\n", len(sample) // 3) + 1
        prefix, candidate = sample[:begin], sample[begin:]
        repaired = repair(language, prefix, candidate)

        assert repaired is not None
        assert len(repaired.boundaries) >= 3
        for cut in repaired.boundaries:
            again = repair(language, prefix, candidate[:cut])

            assert again is not None
            assert candidate[:cut] == again.kept
            assert candidate[cut - 1] == "\n"
            assert cut in again.boundaries


PIECES = st.sampled_from(
    [
        *"()[]{}\"'`\\\n\t :;,.#/*=<>!@$_\r\0\f\ufeff",
        *('"""', "'''", "/*", "*/", "//", "${", "f'", "\n    ", "\n\t", "\\\n"),
        *("def ", "class ", "if ", "else", "try", "return ", "for ", "in ", "lambda ", "match ", "case "),
        *("function ", "=>", "switch", "func ", "package a\n", "import ", "new ", "do ", "x", "1", "é", "😀", "\ud800"),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@pytest.mark.parametrize("language", SUPPORTED)
@settings(max_examples=40, deadline=None)
@given(prefix=TEXTS, candidate=TEXTS, suffix=TEXTS)
@example(prefix='x = """', candidate='"""\nos.system(1)\ny = """', suffix='"""')
@example(prefix="x = `${", candidate="} ` + `", suffix="")
@example(prefix="é\r\n\r", candidate="é = 1", suffix="\ud800")
@example(prefix="", candidate="(\r", suffix="")
@example(prefix="a", candidate="{\U000c6647n", suffix="\U0010ffff")
def test_never_edited_never_raises(language: str, prefix: str, candidate: str, suffix: str) -> None:
    """Whatever the texts, the answer is None or a whole file that holds the candidate's own head, unedited."""
    repaired = repair(language, prefix, candidate, suffix)

    if repaired is not None:
        assert_promise(repaired, candidate)


CALLS = {
    "python": ("call(a)\n", '"""'),
    "php": ("call($a);\n", "*/"),
    "rust": ("fn f() { call(a); }\n", '"#);'),
    "javascript": ("call(a);\n", "`;"),
    **dict.fromkeys(("java", "csharp"), ("class A { void f() { call(a); } }\n", "*/")),
    **dict.fromkeys(("c", "cpp"), ("void f() { call(a); }\n", "*/")),
    "go": ("func f() { call(a) }\n", "`"),
    "typescript": ("call(a);\n", "*/"),
}


@pytest.mark.parametrize("language", CALLS)
@settings(max_examples=5, deadline=None)
@given(broken=TEXTS)
@example(broken="@@@ = = ###\n")
@example(broken="It is prose, of a kind.\n")
@example(broken="#")
@example(broken="`")
def test_what_begins_as_code_is_read_as_code(language: str, broken: str) -> None:
    """That a text began in a string or comment which it closes never replaces the reading in which it is code."""
    code, closing = CALLS[language]
    repaired = repair(language, "", f"{code}{broken}\n{closing}\n{code}")

    readings = () if repaired is None else repaired.readings
    heads = [one.text[: one.text.index("call(")] for one in readings if "call(" in one.text]
    assert not readings or any(read(GRAMMARS[language], head).literal is None for head in heads)


@pytest.mark.parametrize("language", SUPPORTED)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_broken_context_never_edits(language: str, data: st.DataObject) -> None:
    """Real code after broken context is kept as it came, too."""
    sample = data.draw(st.sampled_from(SAMPLES[language]))
    begin = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(begin, len(sample)))
    prefix = data.draw(TEXTS) + sample[:begin]
    repaired = repair(language, prefix, sample[begin:end], sample[end:] + data.draw(TEXTS), context_chars_max=300)

    if repaired is not None:
        assert_promise(repaired, sample[begin:end])
