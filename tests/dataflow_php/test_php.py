"""What data does in PHP: each program is found, or passed, for one reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dataflow.knowledge import Entry
from gateway.dataflow.php_language import known_spelling
from tests.dataflow.languages import Spoken, name_of

PHP = Spoken("php")
_WORDS = (
    "<?php\n",
    "?>",
    "$p",
    "$x",
    "$this",
    "=",
    ".",
    ".=",
    "->",
    "?->",
    "::",
    "=>",
    ",",
    ";",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "if (",
    "elseif (",
    "else",
    "endif;",
    ":",
    "foreach (",
    "as",
    "for (",
    "while (",
    "do",
    "switch (",
    "case 1:",
    "default:",
    "break;",
    "return",
    "try {",
    "} catch (E $e) {",
    "finally",
    "throw",
    "class A {",
    "public",
    "static",
    "function f(",
    "fn(",
    "use (",
    "new",
    "self",
    "parent",
    "'a'",
    '"a $p b"',
    '"{$p[',
    "<<<E\na $p\nE;\n",
    "`ls $p`",
    "(int)",
    "&",
    "@",
    "!",
    "??",
    "?",
    "match (",
    "default =>",
    "list(",
    "array(",
    "...",
    "namespace N;",
    "use A\\B as C;",
    "#[A]",
    "global $x;",
    "unset(",
    "isset(",
    "echo",
    "print",
    "include",
    "exit",
    "or die",
    "yield",
    "1",
    "+",
    "===",
    "&&",
    "// a\n",
    "/*",
    "*/",
    "\n",
)

_COMMAND = "command-injection"
_PROMOTED = "class A { function __construct(private string $q) {} function g() { system($this->q); } }"
_FIELD = "class A { private $q; function __construct() { $this->q = $_GET['a']; } function g() { system($this->q); } }"
_FIXED = "class A { const Q = 'x'; public static ?string $r = 'y'; function g() { system(self::Q . static::$r); } }"
_OWN = "class A { use T; function g() { return self::h($_GET['a']); } static function h($q) { system($q); } }"
_MADE = "class A { static function make() { return new self($_GET['a']); } function __construct($q) { system($q); } }"
_ROUTED = "abstract class A { abstract function g(); #[Route('/x')] function h($q) { system($q); } }"
_GENERATOR = "function &g($q = 'x', string ...$r) { yield $q; yield 'a' => system($_GET['a']); return; }"


def _is_found(body: str, others: str = "") -> bool:
    return "command-injection" in PHP.found(f"<?php\n{others}\n$p = $_GET['p'];\n{body}")


@pytest.mark.parametrize("entry", PHP.entries, ids=name_of)
def test_entry(entry: Entry) -> None:
    """Every entry of the knowledge finds and passes what it says."""
    PHP.proves(entry)


def test_spelling() -> None:
    """No two names of the knowledge differ in nothing but their case, a class and a function apart."""
    parts = {part.removesuffix("()") for entry in PHP.entries for name in entry.names for part in name.split(".")}
    spelling = known_spelling(PHP.libraries)
    known = {*spelling.classes.values(), *spelling.functions.values()}

    assert {part for part in parts if part[:1].isalpha()} == known
    assert ("DB", "Request", "request") == (
        spelling.of_class("\\Facades\\db"),
        spelling.of_class("REQUEST"),
        spelling.of_function("Request"),
    )
    assert ("XML", "own") == (spelling.of_function("xml"), spelling.of_class("Own"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_words(text: str) -> None:
    """Words of the language in any order are analysed."""
    PHP.found(text)


@settings(max_examples=100, deadline=None)
@given(PHP.parts())
def test_any_part(text: str) -> None:
    """Any part of a program is analysed."""
    PHP.found(text)


def test_deep_texts() -> None:
    """A text that nests too deeply is refused in one way only."""
    PHP.survives(("(", "f(", "if ($p) {", "class A { function f() {", "$a[", "elseif ($p) {", "fn() => "))


@pytest.mark.parametrize(
    "body",
    [
        "system($p);",
        "SYSTEM($p);",
        "\\system($p);",
        "use function system as run; run($p);",
        "`ls $p`;",
        "system('ls ' . $p);",
        "$q = 'ls '; $q .= $p; system($q);",
        'system("ls $p");',
        'system("ls {$p} \\n");',
        'system("ls ${p}");',
        "$q = ${'a' . system($p)};",
        "$all = ['a' => $p]; system(\"ls $all[a]\");",
        "$all = ['a' => $p]; system(\"ls {$all['a']}\");",
        "system(<<<E\nls $p\nE);",
        "if ($n > 3) { $q = $p; } else { $q = 'x'; } system($q);",
        "if ($n) { f(); } elseif ($m) { system($p); }",
        "if ($n): f(); else: system($p); endif;",
        "if ($n) f(); else if ($m) system($p);",
        "foreach ($_GET as $k => $v) { system($k); }",
        "foreach (explode(',', $p) as $one) system($one);",
        "foreach ([['a' => $p]] as ['a' => $one]) { system($p); }",
        "foreach ($all as $k => &$v): system($p); endforeach;",
        "for ($i = 0, $j = 1; $i < 3; $i++, $j++) { $q .= $p; } system($q);",
        "while (more()) { $q = $p; } system($q);",
        "do { $q = $p; } while (more()); system($q);",
        "switch ($n) { case 1: case 2: system($p); break; default: f(); }",
        "try { f(); } catch (A | B $e) { system($p); } finally { f(); }",
        "try { f(); } catch (Exception) { } finally { system($p); }",
        "$q = $n > 1 ? $p : null; system($q);",
        "$q = $p ?: 'x'; system($q);",
        "system($p ?? 'x');",
        "$q = $r = $p; system($r);",
        "$q ??= $p; system($q);",
        "$q = match ($n) { 1, 2 => 'x', default => $p }; system($q);",
        "[$q, $r] = ['x', $p]; system($r);",
        "list('a' => $q) = ['a' => $p]; system($q);",
        "$all = ['x', $p]; system($all[1]);",
        "$all = array('a' => $p, 'b' => 'x'); system($all['a']);",
        "$all = []; $all[] = $p; system(implode(' ', $all));",
        "$all['a']['b'] = $p; system($all['a']['b']);",
        "$all = [...$other, $p]; system(implode($all));",
        "$q = &$p; system($q);",
        "$f = function ($q) use ($p) { system($p); }; $f(1);",
        "$f = fn($q) => $q; system($f($p));",
        "(function () use ($p) { system($p); })();",
        "array_map(function ($one) { system($one); }, $_GET['all']);",
        "system(join(' ', array_map('trim', $_GET['all'])));",
        "system(call_user_func('trim', $p));",
        "call_user_func(function ($q) { system($q); }, $p);",
        "system(trim(strtolower(ucfirst(substr($p, 1)))));",
        "system(sprintf('ls %s', $p));",
        "system((string) $p);",
        "system(@$p);",
        "print system($p);",
        "echo 'a', system($p);",
        "exit(system($p));",
        "die(system($p));",
        "$x = include system($p);",
        "return system($p);",
        "throw new E(system($p));",
        "$x or throw new E(system($p));",
        "$o = new class($p) extends A { function f() { system($_GET['a']); } };",
        "$o = new B(system($p));",
        "$o = new $kind(system($p));",
        "$o->$name(system($p));",
        "$o->{$name} = system($p);",
        "$o?->m(system($p))->n;",
        "A::m(system($p));",
        "$o::$name(system($p));",
        "$x = $p instanceof A && system($p);",
        "$GLOBALS['q'] = $p; system($q);",
        "system($GLOBALS['p']);",
        "static $q = 1; global $r; system($p);",
        "goto end; end: system($p);",
        "declare(strict_types=1); system($p);",
        "namespace N { system($_GET['a']); }",
        "namespace N; use A\\{B, C as D}; use E\\F; system($_GET['a']);",
        "system(command: $p); system($p, result_code: $x);",
        "system(getenv('HTTP_X_NAME'));",
        "system(file_get_contents('php://input'));",
        "system($_SERVER['HTTP_HOST']);",
        "if (isset($p)) { system($p); }",
        "if (strpos($q, 'x') === 5 || trim($q) === 5) { system($p); }",
        "$f = 'a b'; call_user_func('a b', system($p)); array_map($f, [system($p)]);",
        "foreach ($all as $one); system($p);",
        "$o = new class { function f() { } }; system($p);",
        "system(...[$p]);",
        "$x = $p[0]; $x = $p[$i]; isset($known[0]); system($x);",
        "if (strpos($p, 'x') === 0 || strlen($p) < 3) { system($p); }",
        "if (in_array($p, $_GET['all'])) { system($p); }",
        "$x = $_GET + ['a' => 'b']; system($x['c']);",
    ],
)
def test_found(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert _is_found(body)


@pytest.mark.parametrize(
    "body",
    [
        "system('ls');",
        'system("ls\\x41\\n");',
        "system(<<<'E'\nls $p\nE);",
        "system(<<<E\nE);",
        "system(b'it\\'s');",
        "$p = 'x'; system($p);",
        "unset($p, $all['a']); system($p);",
        "system((int) $p);",
        "system('ls ' . ($p + 0));",
        "$p *= 2; system('ls ' . $p);",
        "system('ls ' . 60 * 60 / 2 . 2 ** 3);",
        "if ($p !== 'a') { exit; } system($p);",
        "if ($p !== 'a') { die('no'); } system($p);",
        "$p === 'a' or die('no'); system($p);",
        "$p === 'a' || exit(1); system($p);",
        "ctype_alnum($p) or die; system($p);",
        "if (!in_array($p, ['a', 'b'], true)) { return; } system($p);",
        "if (in_array($p, ['a', 'b']) === false) { exit; } system($p);",
        "if (isset(['a' => 1][$p])) { system($p); }",
        "$known = ['a' => 'x']; if (!isset($known[$p])) { exit; } system($p);",
        "if (array_key_exists($p, ['a' => 1])) { system($p); }",
        "if (preg_match('/^[a-z]+$/', $p) === 1) { system($p); }",
        "if (1 !== preg_match('/^[a-z]+$/', $p)) { exit; } system($p);",
        "if (strcmp($p, 'a') === 0) { system($p); }",
        "if (substr($p, 0, 1) === 'a') { f(); } if (substr($p, 1, 1) === 'a') { f(); }",
        "if (false !== strpos($p, '..')) { exit; }",
        "define($name, 'x'); define('', 'x');",
        "if (strcmp($p, 'a') != 0) { throw new E(); } system($p);",
        "switch ($p) { case 'a': system($p); }",
        "$q = match ($p) { 'a' => 'x', 'b' => 'y' }; system($q);",
        "$all = ['a' => $p, 'b' => 'x']; system($all['b']);",
        "system($_SERVER['REMOTE_ADDR']);",
        "system($_FILES['a']['tmp_name']);",
        "define('LINE', 'ls'); system(LINE);",
        "const LINE = 'ls'; system(LINE);",
        "system(__DIR__ . '/a'); system(PHP_BINARY); system(A::class);",
        "exit; system($p);",
        "exit(1); system($p);",
        "throw new E($p); system($p);",
        "system(null); system(TRUE); system(0x1F); system(1.5e3); system(-1);",
        "system(...);",
        "system(implode(' ', array_map('intval', $_GET['all'])));",
    ],
)
def test_passed(body: str) -> None:
    """What is harmless by the statement is not reported."""
    found = PHP.program(f"<?php\n$p = $_GET['p'];\n{body}")

    assert found.body
    assert "high" not in PHP.sure(f"<?php\n$p = $_GET['p'];\n{body}", "command-injection")


@pytest.mark.parametrize(
    ("body", "others", "is_found"),
    [
        ("system(g($p));", "function g($q) { return $q; }", True),
        ("system(G($p));", "function g(string $q): string { return 'x'; }", False),
        ("system(A::g($p));", "class A { static function g($q) { return $q; } }", True),
        ("system(A::g($p));", "class A { static function g($q) { return 'x'; } }", False),
        ("$a = new A($p); $a->g();", _PROMOTED, True),
        ("f();", _FIELD, True),
        ("f();", _FIXED, False),
        ("f();", _OWN, True),
        ("f();", _MADE, True),
        ("f();", _ROUTED, True),
        ("f();", "trait T { function g() { system($_GET['a']); } }", True),
        ("f();", "enum E: string { case A = 'a'; function g() { system($_GET['a']); } }", True),
        ("f();", "interface I { function g($q); }", False),
        ("f();", "function g(int $q) { system($q); }", False),
        ("f();", _GENERATOR, True),
        ("f();", "class A { public string $q { get => 'x'; } }", False),
    ],
)  # fmt: skip
def test_own_functions(body: str, others: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """Functions and classes of the file are entered."""
    assert is_found == ("high" in PHP.sure(f"<?php\n{others}\n$p = $_GET['p'];\n{body}", "command-injection"))


def test_unknown_callee() -> None:
    """A function that the request names is code that it chooses."""
    assert {"code-injection"} == PHP.found("<?php\n$f = $_GET['f'];\n$f('a');")
    assert {"code-injection"} == PHP.found("<?php\n$_GET['f']('a');")
    assert {"code-injection"} == PHP.found("<?php\n$object->{$_GET['f']}('a');")
    assert set() == PHP.found("<?php\n$f = 'strlen';\n$f($_GET['a']);\n$known['a']($_GET['a']);")


@pytest.mark.parametrize(
    "page",
    [
        "<p><?= $_GET['a'] ?></p>",
        "<p>don't <?php echo $_GET['a'] ?></p>",
        "<?php foreach ($_GET as $one): ?>\n<p><?=$one?></p>\n<?php endforeach ?>\n",
        "<? if ($a) { ?><a href='<?php print $_GET['a'] ?>'><?php } else { ?>b<?php } ?>",
    ],
)
def test_pages(page: str) -> None:
    """What stands between the text of a page goes into the page."""
    assert {"cross-site-scripting"} == PHP.found(page)
    assert set() == PHP.found(page.replace("$_GET", "$known"))
    assert set() == PHP.found("<p>echo $_GET['a']; <?= htmlspecialchars($_GET['a']) ?> @system($_GET['a'])")


def test_options_at_once() -> None:
    """Several options of curl are set one by one."""
    program = "<?php\ncurl_setopt_array($c, [CURLOPT_URL => $_GET['a'], ...$more]);"
    assert {"request-forgery"} == PHP.found("<?php\ncurl_setopt_array($c, [CURLOPT_URL => $_GET['a']]);")
    assert {"unverified-certificate"} == PHP.found(
        "<?php\n$all = [CURLOPT_SSL_VERIFYPEER => false];\ncurl_setopt_array($c, $all);"
    )
    assert set() == PHP.found("<?php\ncurl_setopt_array($c, [CURLOPT_URL => 'https://a.org/' . $_GET['a']]);")
    assert PHP.program(program).body


def test_filtered() -> None:
    """A value of the request is as safe as its filter makes it."""
    assert {"cross-site-scripting"} == PHP.found("<?php\necho filter_input(INPUT_GET, 'a', FILTER_DEFAULT);")
    assert set() == PHP.found("<?php\necho filter_input(INPUT_POST, 'a', FILTER_VALIDATE_INT);")
    assert set() == PHP.found("<?php\necho filter_input($where, 'a');\necho filter_input(INPUT_ENV, 'a');")


def test_ends_unless() -> None:
    """What ends a request unless something holds guards what stands behind it."""
    assert "high" not in PHP.sure("<?php\nabort_unless(ctype_alnum($_GET['a']), 404);\nsystem($_GET['a']);", _COMMAND)
    assert "high" not in PHP.sure("<?php\nabort_if($_GET['a'] !== 'b', 404);\nsystem($_GET['a']);", _COMMAND)
    assert {"high"} == PHP.sure("<?php\nabort_if($_GET['a'] === 'b', 404);\nsystem($_GET['a']);", _COMMAND)


def test_broken_parameters() -> None:
    """What is no parameter is none."""
    assert {"command-injection"} == PHP.found("<?php\nfunction f($a, ...) { system($_GET['a']); }")


def test_append() -> None:
    """A list gets one item more, wherever it stands."""
    assert {"sql-injection"} == PHP.found("<?php\n$a->b[] = $_GET['a'];\nmysql_query('SELECT ' . implode($a->b));")


def test_many_arms() -> None:
    """A match of very many arms depends on all of them."""
    arms = "".join([f"{number} => 'a', " for number in range(60)])

    assert {"cross-site-scripting"} == PHP.found(f"<?php\necho match ($n) {{ {arms} default => $_GET['a'] }};")
    assert set() == PHP.found("<?php\necho match ($n) { };")


def test_a_name_that_is_made_up() -> None:
    """Whoever chooses the name of a variable may set any of them."""
    assert {"mass-assignment"} == PHP.found("<?php\nforeach ($_POST as $key => $value) { $$key = $value; }")
    assert set() == PHP.found("<?php\nforeach (['a'] as $key) { $$key = $_POST[$key]; }")


@pytest.mark.parametrize(("kind", "is_found"), [("PDOException", True), ("\\Exception", True), ("OwnError", False)])
def test_what_databases_say_of_failures(kind: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """What nobody wrote for strangers is not shown to them."""
    found = PHP.found(f"<?php\ntry {{ f(); }} catch ({kind} $e) {{ die($e->getMessage()); }}")

    assert is_found == ("exposed-error" in found)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("$row['name']", {"cross-site-scripting"}),
        ("$row['id']", set()),
        ("$row['user_id'] . $row['created_at']", set()),
        ("e($row['name'])", set()),
    ],
)
def test_rows_of_a_database(shown: str, expected: set[str]) -> None:
    """What somebody may have written there is escaped; numbers and dates need not be."""
    assert expected == PHP.found(f"<?php\nwhile ($row = mysqli_fetch_assoc($all)) {{ echo '<b>' . {shown}; }}")
    assert set() == PHP.found("<?php\n$row = mysqli_fetch_assoc($all); system($row['name']);")


def test_what_is_given_the_own_object() -> None:
    """Who gives a function the object that the program itself is does not give it the request."""
    own = "<?php\nclass A {{ function f() {{ system({0}); }} }}"

    assert {"command-injection"} == PHP.found(own.format("g($this->getRequest())"))
    assert set() == PHP.found(own.format("g($this)"))
