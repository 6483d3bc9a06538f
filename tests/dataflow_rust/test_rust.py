"""What data does in Rust: each program is found, or passed, for one reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dataflow.knowledge import Entry
from tests.dataflow.languages import Spoken, name_of

RUST = Spoken("rust")
_WORDS = (
    "fn f(", ")", "{", "}", "(", "p", "=", ",", ";", "let", "mut", "&", "*", "if", "if let Some(v) =", "else",
    "match", "=>", "_", "for x in", "while", "loop", "break", "return", "impl A", "struct A", "self", "Self", ".",
    "::", "?", "|x|", "format!(", "vec![", '"{} {a}"', "'a'", 'r#"', "#[get]", "unsafe", "async", ".await", "as i32",
    "use a::{b, c as d};", "mod m", "const X: i32 =", "[0]", "..", "!", "+", "==", "&&", "+=", "->", "<T>",
    "a: &str", "macro_rules!", "\n",
)  # fmt: skip


_OBJECT = "impl A { fn new(b: T) -> Self { Self { b } } fn g(&self) -> T { self.b } }"


def _is_found(body: str, others: str = "") -> bool:
    head = f"use std::process::Command;\nuse std::env;\n{others}\n"
    return "command-injection" in RUST.found(f"{head}fn run(n: usize) {{ let p = env::args().nth(1); {body} }}")


@pytest.mark.parametrize("entry", RUST.entries, ids=name_of)
def test_entry(entry: Entry) -> None:
    """Every entry of the knowledge finds and passes what it says."""
    RUST.proves(entry)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_words(text: str) -> None:
    """Words of the language in any order are analysed."""
    RUST.found(text)


@settings(max_examples=100, deadline=None)
@given(RUST.parts())
def test_any_part(text: str) -> None:
    """Any part of a program is analysed."""
    RUST.found(text)


def test_deep_texts() -> None:
    """A text that nests too deeply is refused in one way only."""
    RUST.survives(("(", "f(", "if p {", "|x| {", "match p { x => "))


@pytest.mark.parametrize(
    "body",
    [
        "Command::new(p);",
        "Command::new(&p.unwrap()?.to_string());",
        "let q = if n > 1 { p } else { x() }; Command::new(q);",
        "let q = match n { 1 | 2 => p, _ => x() }; Command::new(q);",
        "let q = { done(); p }; Command::new(q);",
        "let q = unsafe { p }; Command::new(q);",
        "let (q, r) = (1, p); Command::new(r);",
        "if let Some(q) = p { Command::new(q); }",
        "if let Some(q) = p && n > 1 { Command::new(q); }",
        "while let Some(q) = p { Command::new(q); }",
        "match p { Some(q) if n > 1 => { Command::new(q); } None => {} }",
        "let Some(q) = p else { return }; Command::new(q);",
        "for q in p.split(',') { Command::new(q); }",
        "for (i, q) in p.split(',').enumerate() { Command::new(q); }",
        "loop { Command::new(p); break; }",
        "let mut q = x(); while more() { q = p; } Command::new(q);",
        "let run = |q: String| Command::new(q); run(p);",
        "let q = p as String; Command::new(q);",
        "let all = vec![p, x()]; Command::new(all[0]);",
        "let all = [p]; Command::new(all[0..1]);",
        'Command::new(format!("a {}", p));',
        'Command::new(format!("a {p} {{b}}"));',
        'Command::new(format!("a {q}", q = p.trim()));',
        'Command::new(concat!("a", p));',
        'Command::new(String::from("a") + &p);',
        "let mut q = String::new(); q.push_str(&p); Command::new(q);",
        'let mut q = String::from("a"); q += &p; Command::new(q);',
        "let a = A { b: p, c: 1 }; Command::new(a.b);",
        "let b = p; let a = A { b, ..other }; Command::new(a.b);",
        "g(Command::new(if n > 1 { p } else { x() }));",
        "g(match n { 1 => Command::new(p), _ => x() });",
        "std::process::Command::new(Path::new(p));",
        'Command::new("sh").arg("-c").args(&[p]);',
        'println!("{}", Command::new(p).output());',
        "assert!(Command::new(p) == 1);",
        "return Command::new(p);",
    ],
)
def test_found(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert _is_found(body)


@pytest.mark.parametrize(
    "body",
    [
        'Command::new("ls").arg(p);',
        'let p = "x"; Command::new(p);',
        'if p != "a" { return; } Command::new(p);',
        'match p { "a" => { Command::new(p); } _ => {} }',
        "let (q, r) = (1, p); Command::new(q);",
        "Command::new(p as u32);",
        'let a = A { b: "x", c: p }; Command::new(a.b);',
        "return; Command::new(p);",
        "let q; type T = i32; struct B; ;",
        'Command::new(r#"ls"#); x(b"a", \'c\', 1.5f32, true, -n, !m, ());',
    ],
)
def test_passed(body: str) -> None:
    """What is harmless by the statement is not reported."""
    assert not _is_found(body, "struct A { b: String, c: String }\nimpl A {}")


@pytest.mark.parametrize(
    ("body", "others", "is_found"),
    [
        ("Command::new(g(p));", "fn g(q: &str) -> &str { q }", True),
        ("Command::new(g(p));", 'fn g(q: &str) -> &str { "x" }', False),
        ("Command::new(g(p));", 'fn g(q: &str) -> &str { if q.len() > 1 { return q; } "x" }', True),
        ("Command::new(A::g(p));", "impl A { fn g(q: &str) -> &str { q } }", True),
        ("Command::new(A::g(p));", 'impl A { fn g(q: &str) -> &str { "x" } }', False),
        ("let a = A::new(p); Command::new(a.g());", _OBJECT, True),
        ("Command::new(LINE);", 'const LINE: &str = "x";', False),
        ("Command::new(LINE);", 'mod m { static LINE: &str = "x"; }', False),
        ("x();", "trait T { fn f(&self); fn g(q: &str) { Command::new(env::var(q)); } }", True),
    ],
)  # fmt: skip
def test_own_functions(body: str, others: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """Functions, types and constants of the file are followed."""
    assert is_found == _is_found(body, others)


@pytest.mark.parametrize(
    "use",
    [
        "use md5::compute;", "use md5::{self, compute};", "use {md5::compute, a::b};", "use md5::{compute as compute};",
        "use crate::md5 as other; use md5::compute;",
    ],
)  # fmt: skip
def test_uses(use: str) -> None:
    """A name is what the declarations of uses say."""
    assert {"weak-hash"} == RUST.found(f"{use}\nfn f(p: &str) {{ compute(p); }}")


def test_use_with_another_name() -> None:
    """A path may begin with a name that a use gives."""
    assert {"weak-hash"} == RUST.found("use md5 as m;\nfn f(p: &str) { m::compute(p); }")
    assert {"weak-hash"} == RUST.found("use crypto::md5::{self as m};\nfn f() { m::Md5::new(); }")
    assert set() == RUST.found("use own::compute;\nfn f(p: &str) { compute(p); }")


def test_generic_call() -> None:
    """What a call is generic over says nothing of data."""
    assert {"weak-hash"} == RUST.found("fn f(p: &str) { md5::compute::<&str>(p); }")
    assert {"weak-hash"} == RUST.found("fn f() { md5::Md5::<T>::new(); }")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('if p.contains("..") || p.contains(\'/\') { return; } std::fs::read(format!("a/{}", p));', set()),
        ('if p.contains("a") { return; } std::fs::read(format!("a/{}", p));', {"path-traversal"}),
        ('if !["a", "b"].contains(&p) { return; } std::fs::read(format!("a/{}", p));', set()),
        ('if p.contains(|c| c == d) { return; } std::fs::read(format!("a/{}", p));', {"path-traversal"}),
        ('env::args().map(|one| std::fs::read(format!("a/{}", one)));', {"path-traversal"}),
        ('env::args().map(|one: u32| std::fs::read(format!("a/{}", one)));', set()),
    ],
)  # fmt: skip
def test_what_is_in_a_text(body: str, expected: set[str]) -> None:
    """What a text does not hold, or a list does, shows what it is; closures of iterators get what these give."""
    assert expected == RUST.found(f"use std::env;\nfn run() {{ let p = env::args().nth(1); {body} }}")


def test_what_is_lent_is_no_extractor() -> None:
    """`&Path` is a path of the file system; `Path<String>` is a part of a request's address."""
    body = "{ std::fs::read(p); }"

    assert set() == RUST.found(f"fn run(p: &Path) {body}")
    assert {"path-traversal"} == RUST.found(f"fn run(p: Path<String>) {body}")


def test_errors() -> None:
    """What an error says is not for strangers; what is in a good result is no error."""
    head = "fn f() -> HttpResponse { match g() { "

    assert {"exposed-error"} == RUST.found(head + "Err(e) => HttpResponse::InternalServerError().body(e), _ => h() } }")
    assert set() == RUST.found(head + "Ok(e) => HttpResponse::InternalServerError().body(e), _ => h() } }")


def test_repeated_items() -> None:
    """A list as long as a request says is a finding; one that is written out is not."""
    assert {"unbounded-resource"} == RUST.found("fn f(p: Query<Size>) { vec![0u8; p.n]; }")
    assert set() == RUST.found("fn f(p: Query<Size>) { vec![0u8, p.n]; vec![0u8; 9]; }")


@pytest.mark.parametrize(
    ("test", "is_found"),
    [
        ("c.is_ascii_alphanumeric()", False),
        ("c.is_alphabetic() || c == '_' || c == '-'", False),
        ("c.is_alphanumeric() || c == '/'", True),
        ("c != '\\0'", True),
        ("c.is_ascii()", True),
        ("{ look(c); true }", True),
    ],
)
def test_of_what_a_text_is_made(test: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """A text of nothing but letters, digits, underscores and hyphens leads nowhere else."""
    body = f'if !p.chars().all(|c| {test}) {{ return; }} std::fs::read(format!("a/{{}}", p));'

    assert is_found == bool(RUST.found(f"use std::env;\nfn run() {{ let p = env::args().nth(1); {body} }}"))


_QUERY = (
    'fn f(q: String) { let s = format!("SELECT a FROM b ORDER BY {}", column(&q)); sqlx::query(&s).fetch_all(&p); }'
)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('fn column(q: &str) -> &str { if q == "a" { "a" } else { "id" } }' + _QUERY, False),
        ('fn column(q: &str) -> &str { match q { "a" => "a", _ => "id" } }' + _QUERY, False),
        ('fn column(q: &str) -> &str { if q == "a" { "a" } else { q } }' + _QUERY, True),
        (
            'const TABLE: &str = "b";\nfn f() { let s = format!("SELECT a FROM {TABLE}"); sqlx::query(&s).fetch(&p); }',
            False,
        ),
        ('fn f(b: &str) { let s = format!("SELECT a FROM {b}"); sqlx::query(&s).fetch(&p); }', True),
    ],
)
def test_a_branch_at_the_end_is_the_value(text: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """What ends a function without a semicolon is what it returns, branches too; formats name constants."""
    assert is_found == ("sql-injection" in Spoken("rust").found(text))


_HOOK = """use reqwest::Url;
async fn probe(axum::Json(hook): axum::Json<Hook>) -> Response {
%s
reqwest::Client::new().get(url).send().await;
done()
}
"""


@pytest.mark.parametrize(
    ("parsed", "expected"),
    [
        ("let url = reqwest::Url::parse(&hook.url)?;", {"request-forgery"}),
        ("let url = hook.url.parse::<Url>().unwrap();", {"request-forgery"}),
        ("let url: Url = hook.url.parse()?;", {"request-forgery"}),
        ("let url: u16 = hook.url.parse()?;", set()),
        ("let url = hook.url.parse::<u16>()?;", set()),
    ],
)
def test_what_a_text_is_parsed_as(parsed: str, expected: set[str]) -> None:
    """An address is still what somebody has sent; a number is not."""
    assert expected == RUST.found(_HOOK % parsed)


@pytest.mark.parametrize(
    ("test", "is_found"),
    [
        ('url.host_str() != Some("a.org")', False),
        ("!url.host_str().is_some_and(|host| HOSTS.contains(&host))", False),
        ("url.host_str().map_or(true, |host| !HOSTS.contains(&host))", False),
        ("!url.host_str().map_or(false, |host| HOSTS.contains(&host))", False),
        ('url.host_str().is_none_or(|host| host != "a.org")', False),
        ('url.host_str().is_some_and(|host| host != "a.org")', True),
        ("!url.host_str().map_or(true, |host| HOSTS.contains(&host))", True),
        ('!url.host_str().is_some_and(|host| last(host) == "a.org")', True),
        ("!url.host_str().is_some_and(known)", True),
        ('url.path() != "/feed"', True),
    ],
)
def test_what_a_function_asks_of_a_host(test: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """It is asked where there is one only: what lets an address without a host pass shows nothing."""
    text = _HOOK % f"let Ok(url) = Url::parse(&hook.url) else {{ return bad(); }};\nif {test} {{ return bad(); }}"

    assert is_found == ("request-forgery" in RUST.found(text))
