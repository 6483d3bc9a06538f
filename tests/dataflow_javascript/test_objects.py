"""Steps into objects by keys that a program does not know, and values made by chance."""

import pytest

from tests.dataflow_javascript.running import found

_FOUND = {"prototype-pollution"}


@pytest.mark.parametrize(
    "body",
    [
        "o[a][b] = v;",
        "o[a].x[b] = v; for (const k of a) o = o[k];",
        "for (const k of a.split('.')) { o = o[k] = o[k] || {}; } o[b] = v;",
        "o = o[a] || {}; o[b] = v;",
        "if (a === 'x') return; o[b] = v; put(o[a], b, v);",
        "if (a !== '__proto__') { o[a][b] = v; } else { o[a][b] = v; } o[a][b] = 1;",
    ],
)
def test_found(body: str) -> None:
    """A step by a foreign key, in a function that sets elements, is found."""
    assert _FOUND == found(f"function put(o, a, b, v) {{ {body} }}")


@pytest.mark.parametrize(
    "body",
    [
        "o[a] = v;",
        "o.x[a] = v;",
        "o['x'][a] = v;",
        "o[0][1] = v;",
        "for (const k of a.split('.')) { o = o[k]; } return o;",
        "put(o[a], b, v);",
        "other(o[a]); o[b] = v;",
        "o = a[b]; o[b] = v;",
        "if (a === '__proto__') return; o[a][b] = v;",
        "if (['__proto__', 'constructor'].includes(a)) return; o[a][b] = v;",
        "if (!['x', 'y'].includes(a)) return; o[a][b] = v;",
    ],
)
def test_passed(body: str) -> None:
    """What only reads, sets one level, or has refused the key to the prototype, is not."""
    assert set() == found(f"function put(o, a, b, v) {{ {body} }}")


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("const token = Math.random();", True),
        ("const token = 'a' + Math.floor(Math.random() * 10);", True),
        ("const token = letters[Math.floor(Math.random() * 26)];", True),
        ("const token = letters.charAt(1 + Math.round(Math.random() * 26));", True),
        ("function makeToken() { return Math.random().toString(36); }", True),
        ("const tools = { makeToken: () => { return Math.random(); } };", True),
        ("const delay = Math.floor(Math.random() * 10);", False),
        ("function rollDice() { return Math.floor(Math.random() * 6) + 1; }", False),
        ("const token = letters[Math.floor(3.7)];", False),
    ],
)
def test_chance(text: str, *, is_found: bool) -> None:
    """A secret by chance is found through arithmetic, elements, and the name of the function that returns it."""
    assert is_found == ("weak-random" in found(text))


@pytest.mark.parametrize("end", ["ctx.throw(400);", "process.exit(1);"])
def test_end(end: str) -> None:
    """Nothing comes after what ends the program, or the answer to a request."""
    assert set() == found(
        f"async function go(ctx) {{ if (ctx.query.to !== '/') {{ {end} }} ctx.redirect(ctx.query.to); }}"
    )


def test_list_of_options() -> None:
    """What is said of an option holds of each item if it is a list."""
    start = "require('jsonwebtoken').verify(token, key, { algorithms: "

    assert {"unverified-token"} == found(start + "['HS256', 'none'] });")
    assert set() == found(start + "['HS256'] });")


def test_options_in_a_variable() -> None:
    """An object names arguments, wherever it was written down."""
    start = "const options = { secure: false }; app.get('/', (req, res) => { "

    assert {"insecure-cookie"} == found(start + "res.cookie('a', 'b', options); });")
    assert set() == found(start + "res.cookie('a', 'b', { ...options, secure: true, httpOnly: true }); });")


def test_merge_that_assigns_its_result() -> None:
    """A function steps into an object where it calls itself, whatever becomes of the result."""
    text = "function merge(a, b) { for (const k in b) { a[k] = merge(a[k] || {}, b[k]); } return a; }"

    assert _FOUND == found(text)
