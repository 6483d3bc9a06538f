"""What data does in JavaScript's statements: each program is found, or passed, for one reason."""

import pytest

from gateway.dataflow.tree import Define, DefineClass, Switch
from tests.dataflow_javascript.running import analysed, found, program

_START = "const { exec } = require('child_process');\napp.get('/', async (req, res) => { const p = req.query.p; "


def _is_found(body: str, around: str = "") -> bool:
    return "command-injection" in found(_START + body + " });\n" + around)


@pytest.mark.parametrize(
    "body",
    [
        "exec(p);",
        "exec(`ls ${p}`);",
        "let q = 'x'; if (p.length > 3) { q = p; } exec(q);",
        "let q = 'x'; if (n) q = 'y'; else if (m) q = p; exec(q);",
        "for (const q of req.query.names) exec(q);",
        "for (const [k, v] of Object.entries(req.query)) exec(v);",
        "for (const k in req.query) { exec(k); }",
        "let q = 'x'; for (let i = 0; i < 3; i++) { q += p; } exec(q);",
        "let q = 'x'; for (;;) { q += p; if (n()) break; } exec(q);",
        "let q = 'x'; while (more()) { q = p; } exec(q);",
        "let q = 'x'; do { q = p; } while (more()); exec(q);",
        "let q; try { q = p; } catch (e) { q = 'x'; } finally { done(); } exec(q);",
        "try { work(); } catch ({ message }) { exec(p); }",
        "try { work(); } catch { exec(p); }",
        "let q; switch (n) { case 1: q = 'x'; break; case 2: case 3: q = p; break; default: q = 'y'; } exec(q);",
        "let q; switch ('a') { case 'a': q = p; default: done(); } exec(q);",
        "again: while (true) { exec(p); break again; }",
        "with (req) { exec(p); }",
        "const { name } = req.body; exec(name);",
        "const { name: { first }, ...rest } = req.body; exec(first);",
        "const { name: { first }, ...rest } = req.body; exec(rest.other);",
        "const { name = 'x' } = req.body; exec(name);",
        "const { [key]: name } = load(req); exec(name);",
        "const [a, b = 'x', ...c] = req.body; exec(b);",
        "const [, b] = ['x', p]; exec(b);",
        "let a, b; [a, b] = [b, p]; exec(b);",
        "let a; ({ a } = req.body); exec(a);",
        "let a; a ||= p; exec(a);",
        "let a = 'x', b; b = a = p; exec(b);",
        "a.b = p, exec(a.b);",
        "const o = { a: { b: p } }; exec(o.a.b);",
        "const o = { a: p }; exec(o['a']);",
        "const l = []; l.push(p); exec(l[0]);",
        "const l = ['x', ...req.body.names]; exec(l.join(' '));",
        "const f = (q) => exec(q); f(p);",
        "const f = function (q = p) { exec(q); }; f();",
        "function f({ q }) { return q; } exec(f({ q: p }));",
        "const f = (...rest) => exec(rest[0]); f(p);",
        "(function (q) { exec(q); })(p);",
        "(() => { exec(p); })();",
        "let q = ''; req.body.names.forEach((n) => { q += n; }); exec(q);",
        "exec(req.body.names.map((n) => n + ' ').join(''));",
        "exec(req.body.names.filter(Boolean).join(''));",
        "load().then(() => exec(p));",
        "Promise.resolve(p).then((q) => q.trim()).then((q) => exec(q));",
        "exec(await Promise.all([p]));",
        "exec(p || 'x');",
        "exec(n ? p : 'x');",
        "class Inside { go() { exec(p); } }",
        "new (class { constructor() { exec(p); } })();",
        "export default exec(p);",
    ],
)
def test_found(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert _is_found(body)


@pytest.mark.parametrize(
    "body",
    [
        "exec('ls');",
        "exec(`ls`);",
        "let q = p; q = 'ls'; exec(q);",
        "if (p !== 'a') return; exec(p);",
        "if (!['a', 'b'].includes(p)) { return; } exec(p);",
        "if (['a', 'b'].indexOf(p) === -1) throw new Error(); exec(p);",
        "const known = new Set(['a']); if (!known.has(p)) return; exec(p);",
        "if (!/^[a-z]+$/.test(p)) return; exec(p);",
        "if (/[^a-z]/.test(p)) return; exec('ls');",
        "if (typeof p !== 'number') return; exec('kill ' + p);",
        "switch (p) { case 'a': exec(p); }",
        "const n = parseInt(p, 10); exec('kill ' + n);",
        "const n = +p; exec('kill ' + n);",
        "const l = [p, 'x']; exec(l[1]);",
        "const o = { a: p, b: 'x' }; exec(o.b);",
        "const { b } = { a: p, b: 'x' }; exec(b);",
        "const f = (q) => 'x'; exec(f(p));",
        "const t = { a: 'x', b: 'y' }; exec(false ? p : 'x');",
        "let q; switch ('a') { default: q = p; break; case 'a': q = 'x'; } exec(q);",
        "return; exec(p);",
        "enumerate(p);",
    ],
)
def test_passed(body: str) -> None:
    """What is harmless by the statement is not reported."""
    assert not _is_found(body)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("class A { run(p) { return this.go('ls ' + p); } go(c) { return exec(c); } }", True),
        ("class A { start = 'ls '; run = (p) => { exec(this.start + p); }; }", True),
        ("class A { static { exec('ls'); } static run(p) { exec(`ls ${p}`); } }", True),
        ("class A { constructor(p) { this.p = p; } run() { exec('ls ' + this.p); } }", True),
        ("class A { constructor() { this.p = 'docs'; } run() { exec('ls ' + this.p); } }", False),
        ("const A = class extends B { run(p) { exec('ls ' + p); } };", True),
        ("module.exports = { run(p) { exec('ls ' + p); }, other: (p) => p };", True),
        ("module.exports = function (p) { exec('ls ' + p); };", True),
        ("exports.run = (p) => exec('ls ' + p);", True),
        ("export default function (p) { exec('ls ' + p); }", True),
        ("export default (p) => exec('ls ' + p);", True),
        ("export default class { run(p) { exec('ls ' + p); } }", True),
        ("export const run = async (p) => { await exec('ls ' + p); };", True),
        ("function* run(p) { yield exec('ls ' + p); }", True),
        ("function outer() { return (p) => exec('ls ' + p); }", True),
        ("function run(p) { return go(p); } function go(p) { exec('ls ' + p); }", True),
    ],
)
def test_functions(text: str, *, is_found: bool) -> None:
    """Functions are entered from outside wherever they are defined, and methods know their object."""
    assert is_found == ("command-injection" in found(f"const {{ exec }} = require('child_process');\n{text}"))


def test_request_that_is_taken_apart() -> None:
    """A handler may take its request apart at once; the answer beside it shows what it is."""
    assert {"cross-site-scripting"} == found("app.get('/', ({ query }, res) => res.send(query.name));")


def test_broken_text() -> None:
    """Errors of the syntax around a statement do not hide it."""
    assert {"command-injection"} == found(") } ] function f(p) { require('child_process').exec('ls ' + p); ) } ]")


def test_class_members() -> None:
    """A class's methods and fields are its body; a field that is a function is a method."""
    defined = program("class A { a = 1; b = () => 1; c() {} 'd'() {} static e; }").body[1]
    assert isinstance(defined, DefineClass)

    assert ["b", "c", "d"] == [one.function.name for one in defined.body if isinstance(one, Define)]
    assert 4 == len(defined.body)


def test_switch_falls_through() -> None:
    """A case without a jump ends with the statements of the next ones; the default comes last."""
    switch = program("switch (a) { default: x(); case 1: y(); case 2: z(); break; }").body[1]
    assert isinstance(switch, Switch)

    assert [2, 1, 3] == [len(case.body) for case in switch.cases]
    assert [False, False, True] == [case.is_default for case in switch.cases]


@pytest.mark.parametrize(
    "body",
    [
        "const u = new URL(req.query.url); if (u.hostname !== 'a.com') return; fetch(u);",
        "const u = req.query.url; if (!['a.com'].includes(new URL(u).host)) return; fetch(u);",
        "const u = new URL(req.query.url); if (!u.host.endsWith('.a.com')) return; fetch(u);",
        "const known = new Set(['a.com']); const u = new URL(req.query.url); if (known.has(u.hostname)) fetch(u);",
        "const u = new URL(req.query.url); if (u.hostname !== 'a.com') return; fetch(req.query.url);",
        "const u = new URL(req.body.url); if (u.hostname === 'a.com') fetch(req.body.url);",
        r"const u = req.query.url; if (!/^https:\/\/a\.com\//.test(u)) return; fetch(u);",
        r"const u = req.query.url; if (/^https:\/\/(?:a|b)\.com(:8080)?\/x/.test(u)) fetch(u);",
    ],
)
def test_host_is_checked(body: str) -> None:
    """An address whose host was compared with a known one may be asked; one that was compared with nothing may not."""
    start = "app.get('/', async (req, res) => {"

    assert set() == found(f"{start} {body} }});")
    assert {"request-forgery"} == found(f"{start} fetch(new URL(req.query.url)); }});")


@pytest.mark.parametrize(
    "body",
    [
        "const u = new URL(req.query.url); if (u.hostname !== 'a.com') log(u); fetch(req.query.url);",
        "const u = new URL(req.query.url); if (u.hostname !== 'a.com') return; fetch(req.query.other);",
        r"const u = req.query.url; if (!/^https:\/\/a.com\//.test(u)) return; fetch(u);",
        r"const u = req.query.url; if (!/^https:\/\/a\.com/.test(u)) return; fetch(u);",
        r"const u = req.query.url; if (!/https:\/\/a\.com\//.test(u)) return; fetch(u);",
        r"const u = req.query.url; if (!/^https:\/\/a\.com\/|x/.test(u)) return; fetch(u);",
        r"const u = req.query.url; if (!/^https:\/\/a\.com\//m.test(u)) return; fetch(u);",
    ],
)
def test_host_is_not_checked(body: str) -> None:
    """A test of another address, one that other hosts pass, or one that stops nothing shows nothing."""
    assert {"request-forgery"} == found(f"app.get('/', async (req, res) => {{ {body} }});")


def test_list_of_constants() -> None:
    """A text that is joined of constants holds nothing foreign, however many there are."""
    text = "const marks = ids.map(() => '?').join(','); db.query(`SELECT a FROM t WHERE id IN (${marks})`, ids);"

    assert set() == found(f"function load(db, ids) {{ {text} }}")


def test_results_are_no_queries() -> None:
    """What a database answers is not what it was asked."""
    text = "const user = await User.findById(req.params.id); res.send(user);"

    assert set() == found(f"app.get('/', async (req, res) => {{ {text} }});")


@pytest.mark.parametrize(
    "change",
    [
        "other((x) => { q = x; });",
        "other((x) => { q += x; });",
        "other((x) => { q ??= x; });",
        "other((x) => (q = x));",
        "other((x) => { q++; });",
        "function set(x) { q = x; }",
    ],
)
def test_shared_variable(change: str) -> None:
    """Nobody knows what a variable holds that another function assigns: it is not refuted to be a constant."""
    text = f"const {{ exec }} = require('child_process'); function run() {{ let q = 'ls'; {change} exec(q); }}"

    assert () == analysed(text).verdicts


@pytest.mark.parametrize(
    "other",
    [
        "other((q) => { q = 1; });",
        "other(() => { let q; q = 1; });",
        "other(() => { const { q } = p; q = 1; });",
        "other(({ q }) => { q = 1; });",
        "q = 'ls';",
    ],
)
def test_variable_of_its_own(other: str) -> None:
    """A variable of the same name that another function declares is another one."""
    text = f"const {{ exec }} = require('child_process'); function run() {{ let q = 'ls'; {other} exec(q); }}"

    assert ["a constant or a number"] == [verdict.safe for verdict in analysed(text).verdicts]


@pytest.mark.parametrize(
    "text",
    [
        "const { a: { run } } = require('x'); exec(p);",
        "try { exec(p); } finally { done(); }",
        "export { run }; exec(p);",
        "export * from './other'; exec(p);",
        "f({ a } = b); exec(p);",
        "const { a: [b], ...c } = p; exec(b);",
        "o = { a: 1, get, [k]: 2, ; exec(p);",
        "a = ; exec(p);",
        "b += ; exec(p);",
        "let x = 9e; exec(p);",
        "let x = 0xg; exec(p);",
        "if (p) exec(p); else;",
        "for (const x of p) ; exec(p);",
        "switch (p) { case 1: case 2: } exec(p);",
        "(/* nothing */); exec(p);",
        "const t = { run: exec }; t['run'](p);",
        "@; exec(p);",
    ],
)
def test_rare_and_broken(text: str) -> None:
    """What stands beside rare and broken syntax is found."""
    assert "command-injection" in found(
        f"const {{ exec }} = require('child_process'); app.get('/', (req, res) => {{ const p = req.query; {text} }});"
    )


def test_callback_with_a_name() -> None:
    """A function of the program that is given to a method is entered with what the method passes to it."""
    text = "function run(c) { exec(c); } app.get('/', (req, res) => { req.query.all.forEach(run); });"

    assert {"command-injection"} == found(f"const {{ exec }} = require('child_process'); {text}")
