"""How frameworks enter a program: each way of it is told from one that looks alike, in several languages."""

import pytest

from tests.dataflow.languages import Spoken

LANGUAGES = {name: Spoken(name) for name in ("csharp", "go", "java", "javascript", "php", "python", "rust")}
_GO = 'package main\nfunc f(w http.ResponseWriter, r *http.Request) {{\n{}\n\tos.ReadFile("data/" + <-names)\n}}\n'
_JAVA = "class A {{ void f(Javalin app) throws Exception {{ {} }} }}"
_CSHARP = 'public class A : {} {{ {} void Show(string p) {{ Process.Start("sh", "-c " + p); }} }}'
_PHP = '<?php class A extends {} {{ {} function show($b) {{ header("Location: " . $b); }} }}'
_COLUMNS = """
const COLUMNS = ["name", "mail"];
app.get("/", async (req, res) => {
  const names = req.query.a.split(","), others = req.query.b.split(",");
  if (TEST) return res.sendStatus(400);
  res.json(await db.query(`SELECT ${names.join(", ")} FROM users`));
});
"""
_ORDER = """
async fn f(Query(q): Query<String>) {
    if TEST {
        return;
    }
    sqlx::query(&format!("SELECT a FROM b ORDER BY {}", q)).fetch_all(&pool).await;
}
"""


@pytest.mark.parametrize(
    ("body", "is_foreign"),
    [
        ('\tnames <- r.FormValue("a")', True),
        ('\tgo func() { names <- r.FormValue("a") }()', True),
        ('\tnames <- "a"', False),
        ('\tothers <- r.FormValue("a")', False),
    ],
)
def test_what_is_sent_into_a_channel_comes_out_of_it(body: str, *, is_foreign: bool) -> None:
    """It comes out of no other, and a channel of our own names holds ours."""
    declared = "\tnames, others := make(chan string), make(chan string)\n"

    assert is_foreign == ("path-traversal" in LANGUAGES["go"].found(_GO.format(declared + body)))


@pytest.mark.parametrize(
    ("body", "is_foreign"),
    [
        ('app.get("/a", ctx -> Runtime.getRuntime().exec("sh -c " + ctx.queryParam("a")));', True),
        ('app.get("/a", (ctx) -> { Runtime.getRuntime().exec("sh -c " + ctx.queryParam("a")); });', True),
        ('app.get("/a", ctx -> Runtime.getRuntime().exec("sh -c ls " + ctx.status()));', False),
        ('List.of("a").forEach(ctx -> Runtime.getRuntime().exec("sh -c " + ctx.queryParam("a")));', False),
    ],
)
def test_a_lambda_for_a_route_gets_what_the_server_gives(body: str, *, is_foreign: bool) -> None:
    """A lambda for the items of a list gets these, however its parameter is called."""
    assert is_foreign == ("command-injection" in LANGUAGES["java"].found(_JAVA.format(body)))


def test_a_lambda_still_gets_the_items_of_a_list() -> None:
    """What a lambda does with the items of a stranger's list it does with a stranger's data."""
    each = 'p.forEach(a -> Runtime.getRuntime().exec("sh -c " + a));'
    text = f'class A {{ @GetMapping("/a") void f(List<String> p) {{ {each} }} }}'

    assert "command-injection" in LANGUAGES["java"].found(text)


@pytest.mark.parametrize(
    ("base", "words", "is_sure"),
    [
        ("ControllerBase", "public", True),
        ("Hub", "public async", True),
        ("ControllerBase", "private", False),
        ("Worker", "public", False),
    ],
)
def test_public_methods_of_controllers_are_called_with_what_is_sent(base: str, words: str, *, is_sure: bool) -> None:
    """Whoever calls another method may have looked at what it gives."""
    assert is_sure == ({"high"} == LANGUAGES["csharp"].sure(_CSHARP.format(base, words), "command-injection"))


@pytest.mark.parametrize(
    ("base", "words", "is_foreign"),
    [
        ("Controller", "public", True),
        ("AbstractController", "", True),
        ("Controller", "private", False),
        ("Controller", "public static", False),
        ("Model", "public", False),
    ],
)
def test_public_methods_of_php_controllers_get_the_path(base: str, words: str, *, is_foreign: bool) -> None:
    """An address that no route gives is for its caller to say."""
    assert is_foreign == ("open-redirect" in LANGUAGES["php"].found(_PHP.format(base, words)))


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("const r = { Query: { page: (parent, args) => fetch(args.url) } };", True),
        ("const r = { Mutation: { async page(parent, { url }) { return fetch(url); } } };", True),
        ("const r = { Query: { page: (parent) => fetch(parent.url) } };", False),
        ("const r = { Pages: { page: (parent, args) => fetch(args.url) } };", False),
    ],
)
def test_resolvers_get_what_is_asked(text: str, *, is_foreign: bool) -> None:
    """Functions in any other object get what their callers give."""
    assert is_foreign == ("request-forgery" in LANGUAGES["javascript"].found(text))


@pytest.mark.parametrize(
    ("test", "is_safe"),
    [
        ("!names.every((n) => COLUMNS.includes(n))", True),
        ("names.some((n) => !COLUMNS.includes(n))", True),
        ("!names.some((n) => COLUMNS.includes(n))", False),
        ("names.every((n) => COLUMNS.includes(n))", False),
        ("!names.every((n) => n.length > 3)", False),
        ("!others.every((n) => COLUMNS.includes(n))", False),
    ],
)
def test_a_look_at_every_item_is_one_at_the_list(test: str, *, is_safe: bool) -> None:
    """One at some of them, or at those of another list, is none."""
    text = _COLUMNS.replace("TEST", test)

    assert is_safe == ("sql-injection" not in LANGUAGES["javascript"].found(text))


@pytest.mark.parametrize(
    ("test", "is_safe"),
    [
        ('!matches!(q.as_str(), "name" | "mail")', True),
        ('!matches!(q.as_str(), "name")', True),
        ('matches!(q.as_str(), "name" | "mail")', False),
        ('!matches!(q.as_str(), other | "mail")', False),
        ('!matches!(q.as_str(), "a"..="z")', False),
    ],
)
def test_a_pattern_of_constants_shows_which_value_it_is(test: str, *, is_safe: bool) -> None:
    """A name in the pattern takes whatever is there, and a range more than what it names."""
    assert is_safe == ("sql-injection" not in LANGUAGES["rust"].found(_ORDER.replace("TEST", test)))
