"""Forms of programs that the first sets did not hold, in several languages: each is told from one that looks alike."""

import pytest

from gateway.dataflow.analyse import analyse
from gateway.dataflow.knowledge import Knowledge
from tests.dataflow.languages import Spoken

LANGUAGES = {name: Spoken(name) for name in ("csharp", "java", "javascript", "php", "python", "typescript")}
_SHOW = "public class A : Controller {{ [HttpGet] public IActionResult Show(string p) {{ {} return Ok(); }} }}"
_RUN = 'Process.Start("sh", "-c " + {});'


def _shown(body: str) -> str:
    """Return a C# page whose parameter `p` is a stranger's."""
    return _SHOW.format(body)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("javascript", "class A { step() { draw(); requestAnimationFrame(() => this.step()); } }"),
        ("javascript", f"function step() {{ {'setTimeout(() => step(), 3); ' * 4} }}"),
        ("python", "class A:\n    def tick(self):\n        self.root.after(10, lambda: self.tick())\n"),
        ("python", "def tick():\n    def again():\n        tick()\n    root.after(10, again)\n"),
        ("java", "class A { void tick() { timer.schedule(() -> this.tick(), 10); } }"),
        ("csharp", "class A { void Tick() { timer.Schedule(() => this.Tick(), 10); } }"),
        ("php", "<?php class A { function tick() { $this->loop->add(1, function () { $this->tick(); }); } }"),
    ],
)
def test_what_calls_itself_through_a_timer_has_an_end(language: str, text: str) -> None:
    """A function that hands itself to a timer is read a few times, not until the budget is spent."""
    spoken = LANGUAGES[language]
    analysis = analyse(spoken.program(text), Knowledge(spoken.libraries))

    assert analysis.is_complete
    assert analysis.steps_count < 1_000


def test_what_many_timers_call_in_turn_has_an_end() -> None:
    """Functions that hand each other to timers are met a bounded number of times, and still read."""
    again = "setTimeout(() => { exec(text); step(text); }, 3); " * 9
    text = f"const {{ exec }} = require('child_process'); function step(text) {{ {again} }}"
    spoken = LANGUAGES["javascript"]
    analysis = analyse(spoken.program(text), Knowledge(spoken.libraries))

    assert analysis.is_complete
    assert any(verdict.is_weakness for verdict in analysis.verdicts)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'if (p is not ("a" or "b")) return NotFound(); {_RUN.format("p")}', False),
        (f'if (p is not "a" and not "b") return NotFound(); {_RUN.format("p")}', False),
        (f'if (p is null or "") return NotFound(); {_RUN.format("p")}', True),
        (f'if (p is "a" or not "b") {{ {_RUN.format("p")} }}', True),
        (f"if (p is string text) {{ {_RUN.format('text')} }}", True),
        (f"if (p is {{ Length: > 0 and < 9 }} text) {{ {_RUN.format('text')} }}", True),
        (f"if (form is {{ Name: string name }} && Ask(p, form)) {{ {_RUN.format('p')} }}", True),
        (f"var x = p switch {{ var (first, second) => second }}; {_RUN.format('x')}", True),
        (f"if (p is [var first, ..]) {{ {_RUN.format('first')} }}", True),
        (f"if (p is (string first, 3)) {{ {_RUN.format('first')} }}", True),
        (f'var x = p switch {{ "a" => "ls", "b" or "c" => "df", _ => "ps" }}; {_RUN.format("x")}', False),
        (f'var x = p.Trim() switch {{ "a" => "ls", "b" => p, _ => "ps" }}; {_RUN.format("x")}', False),
        (f'var x = p switch {{ "a" => "ls", _ => throw new E(p) }}; {_RUN.format("x")}', False),
        (f'var x = p switch {{ "a" => "ls", var text => text }}; {_RUN.format("x")}', True),
        (f'var x = p switch {{ null => "ls", _ when Ask() => p, _ => "ps" }}; {_RUN.format("x")}', True),
        (f"var x = p switch {{ }}; {_RUN.format('x')}", False),
        (f'var x = "ls " + new[] {{ p }}.Length + p.Length; {_RUN.format("x")}', False),
    ],
)
def test_patterns_of_csharp_are_tests(body: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """What a pattern lets through is known, what it takes out is still foreign."""
    assert LANGUAGES["csharp"].sure(_shown(body), "command-injection") == ({"high"} if expected else set())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("csharp", _shown('new DirectorySearcher(root) { Filter = "(a=" + p + ")" };'), {"ldap-injection"}),
        ("csharp", _shown('DirectorySearcher s = new() { Filter = "(a=b)" };'), set()),
        ("python", "class A:\n    tool = 'ls'\n    def run(self): os.system(self.tool)\nA().run()", set()),
        (
            "python",
            "class A:\n    tool = 'ls'\n    def run(self): os.system(self.tool)\nA(request.args['a']).run()",
            {"command-injection"},
        ),
        (
            "php",
            "<?php class A { private $tool = '/bin/ls'; function run() { exec($this->tool); } } (new A())->run();",
            set(),
        ),
        (
            "php",
            "<?php class A { public $t = 'a'; function f() { exec($this->t); }} $a = new A; $a->t = $_GET[1]; $a->f();",
            {"command-injection"},
        ),
        (
            "javascript",
            "app.get('/', (req, res) => pool.query('SELECT $' + [req.query.a].length + ' FROM b'));",
            set(),
        ),
        (
            "javascript",
            "app.get('/', (req, res) => pool.query('SELECT a FROM b WHERE c = ' + [req.query.a][0]));",
            {"sql-injection"},
        ),
        (
            "python",
            "def f(db, rows):\n    db.execute('INSERT INTO a VALUES (' + ','.join(['?'] * len(rows)) + ')', rows)",
            set(),
        ),
        (
            "python",
            "def f(db, rows):\n    db.execute('INSERT INTO a VALUES (' + '?,' * (len(rows) - 1) + '?)', rows)",
            set(),
        ),
        (
            "python",
            "def f(db, rows):\n    db.execute('INSERT INTO a VALUES (' + ','.join([rows] * 3) + ')')",
            {"sql-injection"},
        ),
        (
            "javascript",
            "app.use(cors({ origin: (origin, done) => done(null, true), credentials: true }));",
            {"open-sharing"},
        ),
        (
            "javascript",
            "app.use(cors({ origin: (origin, done) => done(new Error('no')), credentials: true }));",
            set(),
        ),
    ],
)
def test_objects_numbers_and_callbacks_are_told(language: str, text: str, expected: set[str]) -> None:
    """Members of objects, numbers of elements and answers by a callback are known for what they are."""
    assert LANGUAGES[language].found(text) == expected


def test_an_entry_of_a_table_of_lists_is_ours() -> None:
    """Whichever list is chosen, the program's author has written it; what a stranger added is another matter."""
    table = "TABLES = {'a': ('b', 'c'), 'd': ('e',)}\n"
    program = table + "def f(name):\n    os.system('ls ' + ' '.join(%s))"

    assert LANGUAGES["python"].found(program % "TABLES[name]") == set()
    assert LANGUAGES["python"].found(program % "[*TABLES[name], name]") == {"command-injection"}
