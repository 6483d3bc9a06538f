"""Components of Vue: what of them is code, that none of it is lost, and that elements of JSX are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.syntax.components import as_script, is_component
from gateway.syntax.repair import repair
from tests.costs import least_cpu_s
from tests.dataflow.languages import Spoken

_CPU_S_MAX = 1.0
COMPONENTS = [
    ("<script>\nf(a);\n</script>\n", "        \nf(a);\n        ;\n"),
    ("<template>\n<p>{{ a }}</p>\n</template>\n", "          \n   ;( a );    \n          ;\n"),
    (
        '<template><b :c="d" /></template>\n',
        "             ;(d)             ;\n".replace("             ;(d)", " " * 15 + ";(d)"),
    ),
    (
        '<template>\n<b v-for="c of d" @e="f = 1; g()" />\n</template>\n',
        f"          \n{' ' * 8};(c in d)   ;{{f = 1; g()}}   \n          ;\n",
    ),
    (
        "<style>\na { b: c; }\n</style>\n\n<script setup>\nf(a)\n</script>\n",
        f"       \n{' ' * 11}\n       ;\n\n{' ' * 14}\nf(a)\n        ;\n",
    ),
]
FOUND = (
    "<script>\neval(location.hash);\n</script>\n",
    "<template>\n<p>{{ eval(location.hash) }}</p>\n</template>\n",
    '<template>\n<p v-if="eval(location.hash)">a</p>\n</template>\n',
    '<script>\nlet a;\n</script>\n\n<template>\n<p @b="eval(location.hash)">a</p>\n</template>\n',
)
HIDDEN = {
    "without quotes": "<template>\n<p @a=eval(location.hash)>b</p>\n</template>\n",
    "behind blanks": '<template>\n<p @a = "eval(location.hash)">b</p>\n</template>\n',
    "behind a quote": '<template>\n<p a="b"@c="eval(location.hash)">d</p>\n</template>\n',
    "behind a stroke": '<template>\n<p/@c="eval(location.hash)">d</p>\n</template>\n',
    "under a name that is told later": '<template>\n<p @[a]="eval(location.hash)">b</p>\n</template>\n',
    "in a property": '<template>\n<p .a="eval(location.hash)">b</p>\n</template>\n',
    "in a handler of the page": '<template>\n<p onclick="eval(location.hash)">b</p>\n</template>\n',
    "behind an empty comment": "<template>\n<p><!--> {{ eval(location.hash) }} --></p>\n</template>\n",
    "behind letters of several bytes": "<template>\n<p>\u00e4\u20ac{{ eval(location.hash) }}</p>\n</template>\n",
    "in signs for others": '<template>\n<p @a="eval&lpar;location.hash&rpar;">b</p>\n</template>\n',
}
FOREIGN = (
    '<template lang="pug">\np(@a="eval(location.hash)")\n</template>\n',
    "<script lang='coffee'>\nf(a)\n</script>\n",
)
OTHERS = (
    "<style>{eval(a)}</style>\n",
    "<template>{eval(a)}</template>\n",
    "<script>{eval(a)}</script>\n",
    "<div>\n<script>\nf(a);\n</script>\n</div>\n",
    "const a = '<script>';\n",
    "<script>\nf(a);\n",
)


@pytest.mark.parametrize("language", ["javascript", "typescript"])
@pytest.mark.parametrize(("text", "code"), COMPONENTS)
def test_a_component_is_read(language: str, text: str, code: str) -> None:
    """All of a component is kept as it is; what is shown of it is its code, where it stands."""
    reading = repair(language, "", text)

    assert reading is not None
    assert text == reading.kept
    assert code == as_script(text) == reading.shown


@pytest.mark.parametrize("text", FOUND)
def test_what_a_component_does_is_found(text: str) -> None:
    """What its script and the expressions of its template do is seen, also with code behind it."""
    assert {"code-injection"} == Spoken("javascript").found(text) == Spoken("typescript").found(f"{text}\n;f();\n")


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_no_place_of_a_template_hides_code(text: str) -> None:
    """Every attribute whose value Vue, or the page, runs is read, however it is written."""
    reading = repair("javascript", "", text)

    assert reading is not None
    assert text == reading.kept
    assert {"code-injection"} == Spoken("javascript").found(text)


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_refused(text: str) -> None:
    """A template or script in a language that nobody here reads is not taken for one that is read."""
    assert repair("javascript", "", text) is None


@pytest.mark.parametrize("behind", [" {}", ";", "\n// a\n"])
def test_what_stands_behind_makes_no_text_of_code(behind: str) -> None:
    """A script that does not parse is no text of an element, whatever is put behind it to make it parse."""
    assert is_component(f"<script>\neval(a);)\n</script>{behind}")
    assert repair("javascript", "", f"<script>\neval(a);)\n</script>{behind}") is None


def test_a_script_that_goes_on_is_read() -> None:
    """Where the end of a script is yet to be written, its statements are code to every engine."""
    reading = repair("javascript", "", "<script>\neval(location.hash);\n")

    assert reading is not None
    assert {"code-injection"} == Spoken("javascript").found(reading.text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_component_stays(text: str) -> None:
    """Elements with the braces of JSX, elements within others, and what is not closed are shown as they are."""
    assert not is_component(text)
    assert text == as_script(text)


@given(
    st.lists(
        st.sampled_from(
            ["<script>\n", "\n</script>\n", "<template>\n", "\n</template>\n", "{{ ", " }}", ':a="', '"', "evil(x)"]
        )
    )
)
def test_no_code_is_hidden(parts: list[str]) -> None:
    """Every line stays as long as it was, and what a script, or an expression, calls is shown as it is."""
    text = "<script>\nevil(x)\n</script>\n<template>\n{{ evil(x) }}" + "".join(parts)
    shown = as_script(text)

    assert [len(line) for line in text.split("\n")] == [len(line) for line in shown.split("\n")]
    assert "evil(x)" in shown.split("\n")[1]
    assert "evil(x)" in shown.split("\n")[4]


@pytest.mark.parametrize(
    "part", ["<script>", "<template>{{ ", ' :a="', " @a= ", "<!-- ", "</template>", "<style>\n</style>\n"]
)
def test_no_component_is_dear(part: str) -> None:
    """Marks of a component that nothing closes, again and again, cost no more than their length does."""
    text = "<template>\n" + part * (80_000 // len(part)) + "\n</template>\n"

    assert least_cpu_s(lambda: as_script(text), _CPU_S_MAX) < _CPU_S_MAX
