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


@pytest.mark.parametrize("part", ["<script>", "<template>{{ ", ' :a="', "<!-- ", "</template>", "<style>\n</style>\n"])
def test_no_component_is_dear(part: str) -> None:
    """Marks of a component that nothing closes, again and again, cost no more than their length does."""
    text = "<template>\n" + part * (80_000 // len(part)) + "\n</template>\n"

    assert least_cpu_s(lambda: as_script(text), _CPU_S_MAX) < _CPU_S_MAX
