"""What Semgrep is shown in the place of a text: as long, line by line, and without a word less that says anything."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.syntax.repair import Repaired, repair

_COMMENTS = "// it's a note, é\n" * 80
_WORD = re.compile(r"\w+")
RENDERED = {
    "comments": ("javascript", f"function f() {{ g(x); }}\n{_COMMENTS}"),
    "comments of a component": ("typescript", f"const a = <b>x</b>;\nfunction f() {{ g(x); }}\n{_COMMENTS}"),
    "comments of Rust": ("rust", f"fn f() {{ g(x); }}\n{_COMMENTS}"),
    "comments of Java": ("java", f"class A {{ void f() {{ g(x); }} }}\n{_COMMENTS}"),
    "comments of Go": ("go", f"package a\n\nfunc f() {{ g(x) }}\n{_COMMENTS}"),
    "comments of C": ("c", f"void f(int x) {{ g(x); }}\n{_COMMENTS}"),
    "comments of C++": ("cpp", f"void f(std::string x) {{ g(x); }}\n{_COMMENTS}"),
    "comments of C#": ("csharp", f"class A {{ void F() {{ g(x); }} }}\n{_COMMENTS}"),
    "comments of a script": ("bash", f"echo 'g(x)'\n{_COMMENTS.replace('//', '#')}"),
    "a static block": ("javascript", "class A { static { g(x); } static y = 1; }\n"),
    "a static block, apart": ("typescript", "class A { z = 2; static\n\n { this.#y = g(x); } }\n"),
    "a primary constructor": ("csharp", "class A(int x, List<B> y) : C(x, y), D { int z = G(x); }\n"),
    "a message for the base": ("csharp", 'class A(int x) : C("No such file here", x) { int z = g(x); }\n'),
    "a yes by default": ("csharp", "class A(int x, bool y = false) { int z = g(x); }\n"),
    "numbers with a base": (
        "bash",
        "x=$((16#ff + 2#1010))\nif (( i > 8#17 )); then g(x); fi\n".replace("g(x)", "echo 'g(x)'"),
    ),
    "the base of a variable": ("bash", "x=$((10#$n * 3 + 16#${h}))\necho 'g(x)'\n"),
    "a channel before what is written": ("bash", "echo >&2 \"${0##*/}: $x\"\necho 'g(x)'\n"),
    "a denied assignment": ("bash", "if ! x=$(f); then echo 'g(x)'; fi\n"),
    "patterns in brackets": ("bash", "case $x in\n(*) echo 'g(x)' ;;\nesac\n"),
    "bare flags": ("dockerfile", "FROM a:1\nCOPY --link --from=b --parents a b\nRUN echo 'g(x)'\n"),
    "a structure's": ("csharp", "struct A<T>(T? x = null) where T : class { int z = G(x); }\n"),
}
NOT_RENDERED = {
    "a number sign in words": ("bash", "echo 16#ff '$((16#ff))' # 10#$x\n", "16#ff '$((16#ff))' # 10#$x"),
    "the length of a variable": ("bash", "echo ${#x} $(( ${#x} + 1 ))\n", "${#x} + 1"),
    "a call for the base": ("csharp", "class A(int x) : C(G(x)) { }\n", "G(x)"),
    "a text for the base": ("csharp", 'class A(int x) : C("password") { }\n', '"password"'),
    "two words for the base": ("csharp", 'class A(int x) : C("pass word") { }\n', '"pass word"'),
    "a text by default": ("csharp", 'class A(string x = "password") { }\n', '"password"'),
    "an attribute": ("csharp", "class A([G(1)] int x) { }\n", "G(1)"),
    "a new object for the base": ("csharp", "class A(int x) : C(new G(x)) { }\n", "new G(x)"),
    "a hole between lines like comments": (
        "javascript",
        f"function f() {{ }}\n{_COMMENTS}const a = `\n// ${{g(x)}}\n`;\n",
        "${g(x)}",
    ),
    "lines of a text like comments": ("javascript", f"const a = `\n{_COMMENTS}// ${{g(x)}}\n`;\n", "// ${g(x)}"),
    "a regular expression": (
        "javascript",
        f"function f() {{ }}\n{_COMMENTS}a = /[/]*x*[/]/.test(g(x));\n",
        "[/]*x*[/]",
    ),
    "a name": ("javascript", "class A { static() { g(x); } }\nstatic_ = { static: 1 };\n", "static() { g(x); }"),
    "few comments": ("javascript", "// a\n// b\ng(x);\n", "// a\n// b\n"),
}


def _shown(reading: Repaired | None) -> str:
    assert reading is not None

    return reading.shown or reading.text


def _is_zero(old: str, new: str) -> bool:
    """Tell whether a character is one of a number that is shown as zeros."""
    return new == "0" and (old.isalnum() or old == "#")


@pytest.mark.parametrize(("language", "text"), RENDERED.values(), ids=RENDERED)
def test_a_rendering_is_as_long_and_holds_the_code(language: str, text: str) -> None:
    """Only words that say nothing are gone; the text itself, which is what is released, is the candidate."""
    reading = repair(language, "", text)
    shown = _shown(reading)

    assert reading is not None
    assert text == reading.kept
    assert shown != reading.text
    assert [len(line) for line in reading.text.split("\n")] == [len(line) for line in shown.split("\n")]
    assert re.search(r"[gG]\(x\)", shown)
    kept = zip(reading.text, shown, strict=True)
    assert all(new in (old, " ") or (new in "_()" and old in "static") or _is_zero(old, new) for old, new in kept)


@pytest.mark.parametrize(("language", "text", "part"), NOT_RENDERED.values(), ids=NOT_RENDERED)
def test_a_rendering_hides_nothing_that_speaks(language: str, text: str, part: str) -> None:
    """A call, a text, a hole and what only looks like a comment are shown to Semgrep as they are written."""
    assert part in _shown(repair(language, "", text))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("language", "text"), RENDERED.values(), ids=RENDERED)
def test_nothing_that_is_called_is_ever_hidden(language: str, text: str, data: st.DataObject) -> None:
    """Wherever in the text a call is written, it is shown as it is written, or it stands in a comment."""
    place = data.draw(st.integers(0, len(text)))
    call = data.draw(
        st.sampled_from(
            ["G(evil())", " G(evil()) ", "; G(evil()); ", "${G(evil())}", "`${G(evil())}`", ", new E(evil())"]
        )
    )
    reading = repair(language, "", text[:place] + call + text[place:])
    if reading is None or "evil" not in reading.kept:
        return
    line = text[text.rfind("\n", 0, place) + 1 : place]

    mark = "#" if language in ("bash", "dockerfile") else "//"
    assert any("(evil())" in _shown(one) for one in reading.readings) or mark in line


@pytest.mark.parametrize(("language", "text"), RENDERED.values(), ids=RENDERED)
def test_a_rendering_is_the_text_wherever_it_is_cut(language: str, text: str) -> None:
    """At every cut position the text is the candidate's own head, and what is shown of it is as long."""
    for stop in range(1, min(len(text), 120)):
        reading = repair(language, "", text[:stop])
        if reading is not None:
            assert text[:stop].startswith(reading.kept)
            assert reading.kept == reading.text[reading.start : reading.end]
            assert len(reading.text) == len(_shown(reading))
