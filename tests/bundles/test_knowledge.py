"""What the data flow knows is loaded strictly: a misspelt word is a defect that names its file, not a silent gap."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from gateway.bundles.loading import load, load_with_samples
from gateway.dataflow.knowledge import Library
from gateway.errors import PolicyInvalid
from gateway.values import Confidence, Severity
from tests.bundles.minimal import FILES, HEADER, write

WEAKNESSES = """[sql-injection]
cwe = ["CWE-89"]
severity = "critical"
message = "Foreign data becomes part of an SQL statement."
remedy = "Pass the values as parameters."
reference = "https://cwe.mitre.org/data/definitions/89.html"
"""
SOURCE = '[[sources]]\nnames = ["flask.request.args"]\norigin = "request"\nfind = "f()"\nsafe = "g()"\n'
SINK = (
    '[[sinks]]\nnames = [".execute", "sqlite3.connect().execute"]\narguments = [0, "sql"]\ncontext = "sql"\n'
    'weakness = "sql-injection"\n'
)
LIBRARY = f'library = "small"\n{SOURCE}{SINK}'
FILE, KINDS = "knowledge/python/small.toml", "knowledge/weaknesses.toml"


def files(library: str = LIBRARY, weaknesses: str = WEAKNESSES) -> Mapping[str, str]:
    """Return the minimal bundle with knowledge."""
    header = HEADER.replace('"api"]', '"api", "dataflow"]')
    return {**FILES, "bundle.toml": header, KINDS: weaknesses, FILE: library}


def refusal(folder: Path, texts: Mapping[str, str]) -> str:
    """Return why a bundle is refused."""
    with pytest.raises(PolicyInvalid) as caught:
        load(write(folder, texts))
    return str(caught.value.reason)


def test_weaknesses_become_rules(tmp_path: Path) -> None:
    """Each is in the catalogue, under `flow-` and its name."""
    rule = load(write(tmp_path, files())).rules["flow-sql-injection"]

    assert (Severity.CRITICAL, Confidence.HIGH, ("CWE-89",)) == (rule.severity, rule.confidence, rule.cwe)


def test_a_remedy_may_be_in_the_words_of_a_language(tmp_path: Path) -> None:
    """Also of those that run on the same libraries; a language that nobody reads is a defect."""
    worded = WEAKNESSES + 'remedies.javascript = "Pass an array."\n'
    rule = load(write(tmp_path / "one", files(weaknesses=worded))).rules["flow-sql-injection"]
    said = [rule.remedy_in(language) for language in ("python", "javascript", "typescript")]

    assert ["Pass the values as parameters.", "Pass an array.", "Pass an array."] == said
    assert "no remedy for 'cobol'" in refusal(tmp_path / "two", files(weaknesses=worded.replace("javascript", "cobol")))


def test_libraries_come_by_language_without_their_programs(tmp_path: Path) -> None:
    """The worker gets what it needs to know and no more; the check gets the programs."""
    loaded = load_with_samples(write(tmp_path, files()))
    (library,) = msgspec.json.decode(loaded.bundle.knowledge["python"], type=tuple[Library, ...])

    assert ("small", "", ("flask.request.args",)) == (
        library.library,
        library.sources[0].find,
        library.sources[0].names,
    )
    assert "f()" == loaded.knowledge.libraries[0].library.sources[0].find


def test_a_bundle_needs_no_knowledge(tmp_path: Path) -> None:
    """Without the engine in its header, the data flow knows nothing and is not asked."""
    assert {} == dict(load(write(tmp_path)).knowledge)


def test_knowledge_changes_the_revision(tmp_path: Path) -> None:
    """What judged a completion is named by its content."""
    one = load(write(tmp_path / "one", files())).revision
    other = load(write(tmp_path / "other", files(LIBRARY.replace(".execute", ".run")))).revision

    assert one != other


@pytest.mark.parametrize(
    ("library", "what"),
    [
        (f"{LIBRARY}surprise = 1\n", "surprise"),
        (LIBRARY.replace('"request"', '"reqest"'), "origin 'reqest', which is unknown"),
        (LIBRARY.replace('"sql-injection"', '"sql-injecton"'), "weakness 'sql-injecton', which is unknown"),
        (LIBRARY.replace('"sql-injection"', '""'), "weakness ''"),
        (f'{LIBRARY}parts = "some"\n', "parts 'some'"),
        (f'{LIBRARY}only = ["outside"]\n', "only 'outside'"),
        (f'{LIBRARY}text = "("\n', "expression that is none"),
        (f'{LIBRARY}text = "{"a" * 1001}"\n', "longer than 1000"),
        (f'{LIBRARY}when = [{{ argument = [0], matches = "[" }}]\n', "expression that is none"),
        (f'{LIBRARY}when = [{{ argument = [0], origin = "moon" }}]\n', "origin 'moon'"),
        (f"{LIBRARY}when = [{{ argument = [0], is = 1 }}]\n", "`is`"),
        (f'{LIBRARY}find = "{"a" * 4001}"\n', "program longer than"),
        (f'{LIBRARY}[[sanitisers]]\nnames = ["escape"]\ncontexts = ["sqll"]\n', "contexts 'sqll'"),
        (f'{LIBRARY}[[results]]\nnames = ["int"]\ngives = "numbers"\n', "gives 'numbers'"),
        (f'{LIBRARY}[[methods]]\nnames = [".add"]\ndoes = "adds"\n', "does 'adds'"),
        (
            f'{LIBRARY}[[options]]\nnames = ["x"]\nweakness = "sql-injection"\nconfidence = "sure"\n',
            "confidence 'sure'",
        ),
        (f'{LIBRARY}[[handlers]]\nnames = [".route"]\nreturns = "sql"\n', "without the other"),
        (LIBRARY.replace('"flask.request.args"', '"flask request"'), "'flask request', no name"),
        (LIBRARY.replace('"flask.request.args"', ""), "names nothing"),
        (LIBRARY.replace('"flask.request.args"', '"*"'), "stands for everything"),
        (LIBRARY.replace('"flask.request.args"', '"a", "a"'), "names 'a' twice"),
        (LIBRARY + SINK, "stands there twice"),
        (LIBRARY + SOURCE.replace('"flask', '"web.args", "flask'), "says of 'flask.request.args' what"),
        (LIBRARY.replace('"small"', '" "'), "which library"),
        ("library = 'small'\nlibrary = 'big'\n", "is not TOML"),
    ],
)
def test_a_defect_of_a_library_is_named(library: str, what: str, tmp_path: Path) -> None:
    """The refusal names the file and what is wrong with it."""
    reason = refusal(tmp_path, files(library))

    assert reason.startswith(FILE)
    assert what in reason


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[sql-injection]", "[SQL]", "no name of a weakness"),
        ('"CWE-89"', '"89"', "no CWE"),
        ('["CWE-89"]', "[]", "no CWE"),
        ('"critical"', '"awful"', "awful"),
        ('"Pass the values as parameters."', '" "', "its remedy"),
        ("becomes part", "$X becomes part", "metavariable"),
        ("https://", "http://", "no reference"),
        ("remedy", "remedies", "remed"),
    ],
)
def test_a_defect_of_a_weakness_is_named(old: str, new: str, what: str, tmp_path: Path) -> None:
    """The refusal names the file and what is wrong with it."""
    reason = refusal(tmp_path, files(weaknesses=WEAKNESSES.replace(old, new)))

    assert reason.startswith(KINDS)
    assert what in reason


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"knowledge/klingon/small.toml": LIBRARY}, "no place"),
        ({"knowledge/python/small.txt": LIBRARY}, "no place"),
        ({"knowledge/python/deep/small.toml": LIBRARY}, "no place"),
        ({"knowledge/python/other.toml": LIBRARY}, "second file about 'small'"),
        (
            {"knowledge/python/other.toml": f'library = "other"\n{SOURCE}'.replace('"flask.', '"web.args", "flask.')},
            "says of 'flask.request.args' what knowledge/python/",
        ),
        ({"bundle.toml": HEADER}, "dataflow do not agree"),
    ],
)
def test_files_have_their_places(changes: Mapping[str, str], what: str, tmp_path: Path) -> None:
    """A file that nobody would read, or a library in two files, is a defect."""
    assert what in refusal(tmp_path, {**files(), **changes})


@pytest.mark.parametrize(("left_out", "what"), [(KINDS, "is missing"), (FILE, "holds no library")])
def test_weaknesses_and_libraries_go_together(left_out: str, what: str, tmp_path: Path) -> None:
    """One without the other means nothing."""
    assert what in refusal(tmp_path, {file: text for file, text in files().items() if file != left_out})


def test_the_engine_needs_its_files(tmp_path: Path) -> None:
    """A header that promises the data flow without knowledge is a lie."""
    assert "dataflow do not agree" in refusal(tmp_path, {**FILES, "bundle.toml": files()["bundle.toml"]})
