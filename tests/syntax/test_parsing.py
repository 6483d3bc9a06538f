"""A text is parsed once for all who read it, one after the other."""

from gateway.syntax.parsing import Budget, parse


def test_the_last_text_is_parsed_once() -> None:
    """Who asks for the same text in the same language gets the same tree; another language gets its own."""
    first = parse("javascript", "a(1);\n", Budget())
    again = parse("javascript", "a(1);\n", Budget())
    other = parse("typescript", "a(1);\n", Budget())

    assert again is first
    assert (other.dialect, other is first) == ("typescript", False)


def test_what_does_not_parse_is_not_remembered() -> None:
    """A broken text does not push out the whole one, and is judged anew."""
    whole = parse("javascript", "a(1);\n", Budget())

    assert not parse("javascript", "a(1;\n", Budget()).ok
    assert parse("javascript", "a(1);\n", Budget()) is whole
