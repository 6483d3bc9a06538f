"""What data does in Go: each program is found, or passed, for one reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dataflow.knowledge import Entry
from gateway.dataflow.tree import Assign, Call, Constant, Define, Expression, Items
from tests.dataflow.languages import Spoken, name_of

GO = Spoken("go")
_HEAD = 'package main\nimport ("net/http"; "os/exec"; "strings"; "fmt")\n'
_START = _HEAD + 'func handle(w http.ResponseWriter, r *http.Request) {\np := r.FormValue("p")\n'
_WORDS = (
    "package main\n", "func f(", ")", "{", "}", "(", "p", ":=", "=", ",", "var x", "const", "type T struct", "range",
    "for", "if", "else", "switch", "case", "default:", "fallthrough", "select", "go", "defer", "return", "break",
    ".(type)", "[]string{", "map[string]string{", "&", "*", "<-", "...", '"a"', "`", "'", "\n", ";", "goto L", "L:",
    "import", "http.Get(", "make(", "append(", "interface{}", "chan", "func() {", "!", "==", "&&", "+=", "++",
)  # fmt: skip


def _is_found(body: str, others: str = "") -> bool:
    return "command-injection" in GO.found(f"{_START}{body}\n}}\n{others}")


@pytest.mark.parametrize("entry", GO.entries, ids=name_of)
def test_entry(entry: Entry) -> None:
    """Every entry of the knowledge finds and passes what it says."""
    GO.proves(entry)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_words(text: str) -> None:
    """Words of the language in any order are analysed."""
    GO.found(text)


@settings(max_examples=100, deadline=None)
@given(GO.parts())
def test_any_part(text: str) -> None:
    """Any part of a program is analysed."""
    GO.found(text)


def test_deep_texts() -> None:
    """A text that nests too deeply is refused in one way only."""
    GO.survives(("(", "f(", "if p {", "func() {", "[]T{"))


@pytest.mark.parametrize(
    "body",
    [
        'exec.Command("sh", "-c", p).Run()',
        'q := "x"\nif len(p) > 3 { q = p }\nexec.Command(q)',
        'for _, q := range strings.Split(p, ",") { exec.Command(q) }',
        "for q := range r.Form { exec.Command(q) }",
        'q := "x"\nfor i := 0; i < 3; i++ { q = q + p }\nexec.Command(q)',
        'q := "x"\nfor more() { q += p }\nexec.Command(q)',
        "for { exec.Command(p); break }",
        "for range 3 { exec.Command(p) }",
        "go exec.Command(p).Run()",
        "defer func() { exec.Command(p) }()",
        'run := func(q string) { exec.Command(q) }\nrun("a" + p)',
        "switch n() { case 1: fallthrough\ncase 2: exec.Command(p) }",
        "switch { case n() > 1: exec.Command(p)\ndefault: done() }",
        "switch q := v(p).(type) { case string: exec.Command(q) }",
        "select { case q := <-from(p): exec.Command(q)\ndefault: }",
        "var q string = p\nexec.Command(q)",
        "var q, s = p, 1\nexec.Command(q)",
        "q, s := 1, p\nexec.Command(s)",
        "all := []string{p}\nexec.Command(all[0])",
        'all := map[string]string{"a": p}\nexec.Command(all["a"])',
        'all := make(map[string]string)\nall["a"] = p\nexec.Command(all["a"])',
        "all := append([]string{}, p)\nexec.Command(all[0])",
        "all := []T{{A: p}}\nexec.Command(all[0].A)",
        "one := T{A: p}\nexec.Command(one.A)",
        "one := &T{p, 1}\nexec.Command(one.A)",
        "exec.Command(string([]byte(p)[1:]))",
        "exec.Command(*(&p))",
        "exec.Command(fmt.Sprintf(`a %s`, p))",
        "again: for { exec.Command(p); continue again }",
        "all := []string{p}\nexec.Command(all...)",
    ],
)  # fmt: skip
def test_found(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert _is_found(body, "type T struct { A string; B int }")


@pytest.mark.parametrize(
    "body",
    [
        'exec.Command("ls", p)',
        'p = "x"\nexec.Command(p)',
        'if p != "a" { return }\nexec.Command(p)',
        'if !(p == "a" || p == "b") { return }\nexec.Command(p)',
        'known := map[string]bool{"a": true}\nif _, ok := known[p]; !ok { return }\nexec.Command(p)',
        'known := []string{"a"}\nif !slices.Contains(known, p) { return }\nexec.Command(p)',
        'ok := p == "a"\nif !ok { return }\nexec.Command(p)',
        'switch p { case "a", "b": exec.Command(p) }',
        "goto end\nexec.Command(p)\nend: done()",
        "n, err := strconv.Atoi(p)\nif err != nil { return }\nexec.Command(fmt.Sprint(n))",
        "exec.Command(string(int64(p)))",
        'all := []string{p, "x"}\nexec.Command(all[1])',
        'one := T{A: p, B: "x"}\nexec.Command(one.B)',
        "_, err := find(p)\nexec.Command(err.Error())",
        "if err := validate(p); err != nil { return }\nexec.Command(p)",
    ],
)
def test_passed(body: str) -> None:
    """What is harmless by the statement is not reported."""
    assert not _is_found(body, "type T struct { A string; B string }")


@pytest.mark.parametrize(
    ("body", "others", "is_found"),
    [
        ("exec.Command(g(p))", "func g(q string) string { return q }", True),
        ("exec.Command(g(p))", 'func g(q string) string { return "x" }', False),
        ("q, err := g(p)\nexec.Command(q)", "func g(q string) (string, error) { return q, nil }", True),
        ("q, s := g(p)\nexec.Command(s)", 'func g(q string) (string, string) { return q, "x" }', False),
        ("q, s := g(p)\nexec.Command(s)", 'func g(q string) (a, b string) { a = q; b = "x"; return }', False),
        ("exec.Command(g(p))", "func g(q string) (a string) { a = q; return }", True),
        ("exec.Command(T{}.g(p))", "func (t T) g(q string) string { return q }", True),
        ("var t T\nexec.Command(t.g(p))", 'type T struct{}\nfunc (t T) g(q string) string { return "x" }', False),
        ("t := &T{A: p}\nexec.Command(t.g())", "type T struct{A string}\nfunc (t *T) g() string { return t.A }", True),
        ("exec.Command(LINE)", 'const LINE = "x"', False),
        ("", 'func (Command) http() { exec.Command("x" + y) }', False),
    ],
)
def test_own_functions(body: str, others: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """Functions, methods and types of the file are followed."""
    assert is_found == _is_found(body, others)


def test_function_of_this_package() -> None:
    """A function that stands in another file of the package is none of a library's of the same name."""
    assert not _is_found("Command(p)")


def test_package_without_import() -> None:
    """A fragment without imports uses the packages that are known by their names."""
    assert {"weak-hash"} == GO.found("package a\nfunc f(b []byte) { md5.Sum(b) }")


def test_alias_of_an_import() -> None:
    """A package is what the import says, whatever it is called; a variable of its name is none."""
    assert {"weak-hash"} == GO.found('package a\nimport m "crypto/md5"\nfunc f(b []byte) { m.Sum(b) }')
    assert set() == GO.found("package a\nfunc f(md5 T, b []byte) { md5.Sum(b) }")
    assert set() == GO.found('package a\nimport md5 "own.org/sums/v2"\nfunc f(b []byte) { md5.Sum(b) }')


def _value(text: str) -> Expression:
    body = GO.program(f"package a\nfunc f() {{ x := {text} }}").body
    made = next(one for one in body if isinstance(one, Define)).function.body[0]
    assert isinstance(made, Assign)
    return made.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a\\n\\x41\\u0042\\101\\""', 'a\nABA"'), ("`a\\n`", "a\\n"), ("'a'", "a"), ("0x1F", 31), ("0b101", 5),
        ("0o17", 15), ("017", 15), ("1_000", 1000), ("1.5e3", 1500.0), ("true", True), ("nil", None),
        ('"\\U00110000"', ""),
    ],
)  # fmt: skip
def test_literal(text: str, value: object) -> None:
    """A literal is the constant that it stands for."""
    made = _value(text)

    assert isinstance(made, Constant)
    assert value == made.value


def test_forms() -> None:
    """A number too long to be one is unknown; an object of a library's type is made by a call; a list is one."""
    assert not isinstance(_value("9" * 5000), Constant)
    assert not isinstance(_value("0i"), Constant)
    assert isinstance(_value("http.Cookie{Secure: true}"), Call)
    assert isinstance(_value("[...]int{1, 2: 3}"), Items)


def test_a_named_type_of_maps() -> None:
    """A map may be of a type with a name: its keys, texts, tell that from the fields of an object."""
    head = 'package main\n\nimport "go.mongodb.org/mongo-driver/bson"\n\nfunc f(r *http.Request) {\n\t'

    assert {"query-injection"} == GO.found(head + 'c.Find(bson.M{"$where": r.FormValue("a")})\n}\n')
    assert set() == GO.found(head + 'c.Find(bson.M{"$where": "a", "b": r.FormValue("a")})\n}\n')


def test_how_big_a_slice_is_made() -> None:
    """A slice is what it is made as; how long it is counts if a stranger says so."""
    head = 'package main\n\nimport "strconv"\n\nfunc f(r *http.Request) {\n\tn, _ := strconv.Atoi(r.FormValue("n"))\n\t'

    assert {"unbounded-resource"} == GO.found(head + "_ = make([]byte, n)\n}\n")
    assert set() == GO.found(head + "if n < 9 {\n\t\t_ = make([]byte, n)\n\t}\n}\n")
    assert {"command-injection"} == GO.found(
        head + 'a := make(map[string]string, 3)\n\ta["x"] = r.FormValue("a")\n\texec.Command(a["x"])\n}\n'
    )


_RULE = "var plain = regexp.MustCompile(`^[a-z]+$`)\ntype job struct { unit string }\n"
_JOB = "func handle(w http.ResponseWriter, r *http.Request) {\nvar q job\njson.NewDecoder(r.Body).Decode(&q)\n"
_RUN = 'exec.Command("sh", "-c", "ls "+q.unit).Run()\n}\n'
_LEAVE = "if err := q.vet(); err != nil { return }\n"
_FIRST = "func (q *job) vet() error {\n"


@pytest.mark.parametrize(
    ("vetting", "is_found"),
    [
        ('if !plain.MatchString(q.unit) { return errors.New(q.unit + "!") }\nreturn nil }\n', False),
        ('if !plain.MatchString(q.unit) { return fmt.Errorf("no %q", q.unit) }\nreturn nil }\n', False),
        ("if !plain.MatchString(q.unit) { return ErrUnit }\nreturn nil }\n", False),
        ("if !plain.MatchString(q.unit) { return faults.ErrUnit }\nreturn nil }\n", False),
        ('if q.unit == "" { return ErrUnit }\nreturn nil }\n', True),
        ("if !plain.MatchString(q.name) { return ErrUnit }\nreturn nil }\n", True),
        ("if !plain.MatchString(q.unit) { return ErrUnit }\nq.unit = other()\nreturn nil }\n", True),
        ("q = next()\nif !plain.MatchString(q.unit) { return ErrUnit }\nreturn nil }\n", True),
    ],
)
def test_a_method_that_refuses_has_looked_at_what_it_lets_through(vetting: str, is_found: bool) -> None:  # noqa: FBT001
    """What a method answers with an error shows of the members that it has looked at, and of no others."""
    assert is_found == ("command-injection" in GO.found(_RULE + _FIRST + vetting + _JOB + _LEAVE + _RUN))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type T struct { rng *rand.Rand }\nfunc (t *T) token() string {\ntoken := t.rng.Intn(9)\nreturn token }",
         {"weak-random"}),
        ("func start() {\nb := make([]byte, 9)\nrand.Read(b)\ntoken := string(b)\nkeep(token) }", set()),
        ("func start() {\ntoken, _ := rand.Int(rand.Reader, most)\nkeep(token) }", set()),
        ("func start() {\ntoken := rand.Int()\nkeep(token) }", {"weak-random"}),
        ("func f(w http.ResponseWriter, r *http.Request) {\ntemplate.Must(template.ParseFS(a)).Execute(w, r.Form)\n}",
         set()),
        ("func f(c net.Conn) {\nvar b [4]byte\nio.ReadFull(c, b[:])\nmake([]byte, binary.BigEndian.Uint32(b))\n}",
         {"unbounded-resource"}),
    ],
)  # fmt: skip
def test_what_nothing_imports_or_assigns_is_known_by_its_use(text: str, expected: set[str]) -> None:
    """A field is of its type; of two packages of one name, the program means the one that it uses like that."""
    assert expected == GO.found(f"{text}\n")


def test_the_folder_of_a_path_is_the_callers_choice() -> None:
    """Only what stands behind it must not lead out of it; whoever sends a request chooses no folder."""
    text = "func f(p string, r *http.Request) {\nos.Open(filepath.Join(%s))\n}\n"

    assert set() == GO.found(text % 'p, "list.txt"')
    assert {"path-traversal"} == GO.found(text % '"files", p')
    assert {"path-traversal"} == GO.found(text % 'r.FormValue("p"), "list.txt"')


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('marks := make([]string, len(ids))\nfor i := range ids { marks[i] = "?" }\n', False),
        ("marks := make([]string, len(ids))\nfor i := range ids { marks[i] = ids[i] }\n", True),
        ("marks := make([]string, 9)\nfor i := range ids { marks[i] = a + fmt.Sprint(i) }\n", False),
        ("marks := make([]string, 9)\nfor i := range some { marks[i] = a + fmt.Sprint(i) }\n", True),
        ("marks := make([]string, 9)\nids := some\nfor i := range ids { marks[i] = a + i }\n", True),
        ('var marks []string\nfor range ids { marks = append(marks, "?") }\n', False),
        ("var marks []string\nfor _, id := range ids { marks = append(marks, id) }\n", True),
    ],
)
def test_places_of_a_list_are_numbers(text: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """A statement with a mark for each value is safe; the keys of what may be a map are foreign."""
    query = 'db.Query("SELECT a FROM b WHERE c IN (" + strings.Join(marks, ",") + ")")\n'
    function = f"func f(db *sql.DB, ids []string, some map[string]string) {{\n{text}{query}}}\n"

    assert is_found == ("sql-injection" in GO.found(f'const a = "$"\n{function}'))
