"""The shapes in which completions come, and the promise that what is scanned is the candidate itself."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.syntax.languages import SUPPORTED
from gateway.syntax.repair import Repaired, repair
from tests.syntax.samples import SAMPLES
from tests.syntax.shapes import PARTS, shapes

KEPT_SHARE_MIN = 0.98
_CUT_STEP = 7


def assert_promise(repaired: Repaired, candidate: str) -> None:
    """Check that the engines see the candidate's own head, unedited, and that cuts lie within it."""
    assert repaired.kept == candidate[: len(repaired.kept)]
    seen = [one.text[one.start : one.end] for one in (repaired, *repaired.others)]
    assert repaired.divided or seen == [repaired.kept]
    for written, *read in zip(repaired.kept.split("\n"), *(one.split("\n") for one in seen), strict=True):
        assert written in read or (repaired.divided and written.lstrip().startswith("#"))
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
    ],
)
def test_code_is_not_taken_for_a_comment(language: str, candidate: str) -> None:
    """What is code before a mark that ends a string or comment is never read as that string's text."""
    repaired = repair(language, "", candidate)

    opening = repaired.text[: repaired.start] if repaired is not None else ""

    assert '"""' not in opening
    assert "/*" not in opening


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
    while repaired is not None:
        assert_promise(repaired, candidate)
        repaired = repaired.alone


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
