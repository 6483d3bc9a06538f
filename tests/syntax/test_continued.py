"""A text that goes on from one that was read has the very tree that a parser makes of it at once."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter import Node, Parser, Tree

from gateway.syntax.continued import begun_as
from gateway.syntax.parsing import LANGUAGES, Budget, parse, quiet
from tests.syntax.samples import SAMPLES

_TAILS = ("\n", "\n}\n", "\nx = 1;\n", " */", '"', "`", "'''", "\n#endif\n", "é\n", "\n\n;\n// end")
_READ = sorted(set(SAMPLES) & set(LANGUAGES))


def _parts(tree: Tree) -> list[tuple[object, ...]]:
    """Return all nodes of a tree with their places, in order."""
    found: list[tuple[object, ...]] = []

    def look(node: Node) -> None:
        found.append((node.type, node.start_byte, node.end_byte, node.start_point, node.end_point, node.is_missing))
        for child in node.children:
            look(child)

    look(tree.root_node)
    return found


@cache
def _whole_beginnings(language: str) -> list[tuple[str, int]]:
    """Return the samples of a language with the places up to which they are read without fault."""
    parser = Parser(LANGUAGES[language])
    cuts = ((text, cut) for text in SAMPLES[language] for cut in range(len(text) + 1))
    return [(text, cut) for text, cut in cuts if not parser.parse(text[:cut].encode()).root_node.has_error]


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_tree_that_goes_on_is_the_tree_of_all(data: st.DataObject) -> None:
    """Wherever a sample is whole and whatever follows, reading on gives the same nodes at the same places."""
    language = data.draw(st.sampled_from(_READ))
    text, cut = data.draw(st.sampled_from(_whole_beginnings(language)))
    before = text[:cut].encode()
    longer = before + data.draw(st.one_of(st.just(text[cut:]), st.sampled_from(_TAILS), st.text())).encode()
    parser = Parser(LANGUAGES[language])
    begun = begun_as((before, parser.parse(before)), longer)
    whole = parser.parse(longer)

    assert (begun is None) == (longer == before)
    if begun is not None and not whole.root_node.has_error:
        assert _parts(whole) == _parts(parser.parse(longer, begun))


@pytest.mark.parametrize("language", _READ)
def test_what_follows_is_read(language: str) -> None:
    """After a text was parsed, the same text with more behind it is parsed to its end, and it alone to its own."""
    text, more = SAMPLES[language][0], SAMPLES[language][1]
    with quiet():
        trees = [parse(language, given, Budget()).tree for given in (text, text + "\n" + more, text)]
    ends = [len(tree.root_node.text or b"") for tree in trees if tree is not None]

    assert 3 == len(ends)
    assert ends[0] == ends[2] < ends[1]


def test_what_is_at_fault_is_read_anew() -> None:
    """What makes a whole text faulty is mended as a parser mends that reads all of it at once."""
    whole, more = "int f(void) { return 1; }\n", "int g( { }\n"
    with quiet():
        parse("c", whole, Budget())
        after = parse("c", whole + more, Budget()).tree

    assert after is not None
    assert after.root_node.has_error
    assert _parts(Parser(LANGUAGES["c"]).parse((whole + more).encode())) == _parts(after)


def test_another_text_is_no_beginning() -> None:
    """Only a text that begins with every byte of the other goes on from it."""
    parser = Parser(LANGUAGES["c"])
    tree = parser.parse(b"int x;\n")

    assert begun_as(None, b"int x;\n") is None
    assert begun_as((b"int x;\n", tree), b"int y;\nint z;\n") is None
    assert begun_as((b"int x;\n", tree), b"int x;\n") is None
    assert begun_as((b"int x;\n", tree), b"int") is None
