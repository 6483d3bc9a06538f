"""A bundle with any defect is refused with the file, the defect and what to do."""

import json
import os
from pathlib import Path

import pytest

from gateway.bundles import files as files_module
from gateway.bundles.files import FILE_BYTES_MAX
from gateway.bundles.loading import load
from gateway.bundles.policies import BundlePolicies
from gateway.errors import PolicyInvalid
from gateway.values import Action, Confidence, Severity
from tests.bundles.minimal import API, FILES, GRADE, HEADER, PROFILE, RULE, SAMPLE, write

_RULE_FILE = "rules/python/python-eval.yaml"
_SAMPLE_FILE = "rules/python/python-eval.py"
_PROFILE_FILE = "profiles/standard.toml"
_API_FILE = "apis/python.toml"

_DEFECTS = {
    "no header": ("bundle.toml", None, "is missing"),
    "header is not TOML": ("bundle.toml", "name =", "is not TOML"),
    "header lacks an entry": ("bundle.toml", 'name = "x"\n', "missing"),
    "header has an unknown entry": ("bundle.toml", HEADER + 'other = "x"\n', "other"),
    "header has a key twice": ("bundle.toml", HEADER + 'name = "x"\n', "is not TOML"),
    "header names an unknown engine": ("bundle.toml", HEADER.replace("bandit", "lint"), "'lint' is unknown"),
    "header names an engine twice": ("bundle.toml", HEADER.replace('"api"', '"api", "api"'), "twice"),
    "header leaves out an engine": ("bundle.toml", HEADER.replace(', "api"', ""), "do not agree"),
    "bandit's gradings are missing": ("bandit.toml", None, "do not agree"),
    "not UTF-8": ("bundle.toml", "\udcff", "is not UTF-8"),
    "too large": ("bundle.toml", HEADER + "#" * FILE_BYTES_MAX, "is larger than"),
    "no profile": (_PROFILE_FILE, None, "holds no profile"),
    "profile of another name": (_PROFILE_FILE, PROFILE.replace('"standard"', '"other"'), "calls itself 'other'"),
    "profile lacks a severity": (
        _PROFILE_FILE,
        PROFILE.replace('low = { high = "block", medium = "trim", low = "flag" }\n', ""),
        "weakness.low.high is missing",
    ),
    "profile lacks a confidence": (
        _PROFILE_FILE,
        PROFILE.replace(
            'critical = { high = "block", medium = "trim", low = "flag" }', 'critical = { high = "block" }'
        ),
        "weakness.critical.medium is missing",
    ),
    "profile has an unknown severity": (_PROFILE_FILE, PROFILE.replace("critical =", "grave ="), "grave"),
    "profile has an unknown action": (_PROFILE_FILE, PROFILE.replace('"trim"', '"cut"', 1), "cut"),
    "profile lacks a capability": (_PROFILE_FILE, PROFILE.replace('network = "allow"\n', ""), "network is missing"),
    "profile has an unknown capability": (
        _PROFILE_FILE,
        PROFILE.replace("network =", 'radio = "allow"\nnetwork ='),
        "radio is unknown",
    ),
    "profile lacks an unscannable reason": (_PROFILE_FILE, PROFILE.replace('syntax = "block"\n', ""), "syntax is"),
    "profile releases obfuscated text": (
        _PROFILE_FILE,
        PROFILE.replace('obfuscated_text = "block"', 'obfuscated_text = "flag"'),
        "obfuscated_text is not blocked",
    ),
    "profile releases misdeclared text": (
        _PROFILE_FILE,
        PROFILE.replace('misdeclared_language = "block"', 'misdeclared_language = "allow"'),
        "misdeclared_language is not blocked",
    ),
    "profile trims the unscannable": (_PROFILE_FILE, PROFILE.replace('syntax = "block"', 'syntax = "trim"'), "trimmed"),
    "profile stops what is refuted": (
        _PROFILE_FILE,
        PROFILE.replace(
            'low = { high = "block", medium = "trim", low = "flag" }',
            'low = { high = "block", medium = "trim", low = "trim" }',
        ),
        "weakness.low.low stops code",
    ),
    "profile has another default": (_PROFILE_FILE, PROFILE.replace('api = "allow"', 'api = "maybe"', 1), "'maybe'"),
    "catalogue of another language": (_API_FILE, API.replace('"python"', '"go"'), "calls itself 'go'"),
    "catalogue has an unknown capability": (_API_FILE, API.replace("process =", "radio ="), "'radio' is unknown"),
    "catalogue has no qualified name": (_API_FILE, API.replace("os.system", "os system"), "no qualified name"),
    "catalogue has a star inside": (_API_FILE, API.replace("os.system", "os.*.system"), "no qualified name"),
    "catalogue has a name twice": (_API_FILE, API.replace('["json.*"]', '["json.*", "json.*"]'), "twice"),
    "catalogue contradicts itself": (_API_FILE, API.replace("os.path.*", "os.system"), "is harmless and has"),
    "grading of no test": ("bandit.toml", f"[X602]\n{GRADE}", "[X602] is no rule"),
    "grading of no API rule": ("api.toml", f"[api-radio]\n{GRADE}", "[api-radio] is no rule"),
    "grading with an owner that nobody knows": ("bandit.toml", f'[B602]\n{GRADE}owner = "x"\n', "unknown owner 'x'"),
    "grading with an unknown severity": ("bandit.toml", f"[B602]\n{GRADE.replace('low', 'tiny')}", "tiny"),
    "grading with a wrong CWE": ("bandit.toml", f"[B602]\n{GRADE.replace('CWE-78', '78')}", "cwe"),
    "grading without a remedy": ("bandit.toml", f"[B602]\n{GRADE}".replace('remedy = "r"\n', ""), "remedy"),
    "rule is not YAML": (_RULE_FILE, "rules: [", "is not a rule file"),
    "rule file is a list": (_RULE_FILE, "- a\n", "is not a rule file"),
    "rule file nests without end": (_RULE_FILE, "[" * 5000, "is not a rule file"),
    "rule has a key twice": (_RULE_FILE, RULE + "    pattern: exec($CODE)\n", "a key is given twice in line"),
    "rule is a bomb": (_RULE_FILE, RULE + "x: " + "[" * 100_000, "nests too deeply"),
    "rule has an alias": (_RULE_FILE, RULE.replace("[python]", "&a [python]"), "anchors and aliases"),
    "rule builds an object": (_RULE_FILE, RULE.replace("[python]", "!!python/name:os.system"), "is not a rule file"),
    "two rules in a file": (_RULE_FILE, RULE + RULE.removeprefix("rules:\n"), "exactly one rule"),
    "rule has an unknown key": (_RULE_FILE, RULE + "    fix: x\n", "unknown key 'fix'"),
    "rule has taint keys without the mode": (_RULE_FILE, RULE + "    pattern-sinks: []\n", "unknown key"),
    "rule has an unknown mode": (_RULE_FILE, RULE + "    mode: join\n", "unknown mode"),
    "rule has no pattern": (_RULE_FILE, RULE.replace("    pattern: eval($CODE)\n", ""), "has no pattern"),
    "rule has no message": (_RULE_FILE, RULE.replace("    message: Text is evaluated as code.\n", ""), "'message'"),
    "rule's message is no text": (_RULE_FILE, RULE.replace("Text is evaluated as code.", "[1]"), "is no text"),
    "rule's message quotes code": (_RULE_FILE, RULE.replace("Text is", "$CODE is"), "metavariable"),
    "rule has no metadata": (_RULE_FILE, RULE.replace("      remedy: Use ast.literal_eval.\n", ""), "remedy"),
    "rule has unknown metadata": (_RULE_FILE, RULE.replace("      cwe:", "      owner: x\n      cwe:"), "owner"),
    "rule has a plain reference": (_RULE_FILE, RULE.replace("https://", "http://"), "reference"),
    "rule's severities disagree": (_RULE_FILE, RULE.replace("ERROR", "INFO"), "disagree"),
    "rule is for another language": (_RULE_FILE, RULE.replace("[python]", "[python, go]"), "other languages"),
    "rule of another name": (_RULE_FILE, RULE.replace("id: python-eval", "id: python-evil"), "'python-evil'"),
    "rule without its test": (_SAMPLE_FILE, None, "is missing"),
    "test of no rule": ("rules/python/python-other.py", SAMPLE, "belongs to no rule"),
    "test marks another rule": (_SAMPLE_FILE, SAMPLE.replace("ok: python-eval", "ok: python-evil"), "another rule"),
    "test without code to pass": (_SAMPLE_FILE, SAMPLE.replace("# ok: python-eval\n", ""), "0 samples marked 'ok'"),
    "test with little to flag": (_SAMPLE_FILE, SAMPLE.replace("# ruleid: python-eval\n", "", 1), "marked 'ruleid'"),
    "a file without a place": ("rules/python/python-eval.yml", RULE, "has no place"),
    "a rule in no language": ("rules/cobol/cobol-eval.yaml", RULE, "has no place"),
    "a file too deep": ("a/b/c/d/e/f.toml", "", "nested too deeply"),
}


def _spoil(folder: Path, file: str, text: str | None) -> Path:
    write(folder)
    path = folder / file
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return folder


def test_the_minimal_bundle_loads(tmp_path: Path) -> None:
    """All tables of a sound bundle are there, and Semgrep's part is JSON without metadata."""
    bundle = load(write(tmp_path))
    compiled = json.loads(bundle.semgrep_rules)

    assert ("small", 1, {"standard"}) == (bundle.name, bundle.rule_count, set(bundle.profiles))
    assert {"python-eval", "B602", "api-process"} == set(bundle.rules)
    assert {"os.system": ("process",), "os.path.*": ()} == dict(bundle.apis["python"].capabilities)
    assert Action.TRIM == bundle.profiles["standard"].weakness[Severity.HIGH, Confidence.MEDIUM]
    assert {"id", "languages", "severity", "message", "patterns"} == set(compiled["rules"][0])


@pytest.mark.parametrize(("file", "text", "what"), _DEFECTS.values(), ids=_DEFECTS)
def test_every_defect_is_named(tmp_path: Path, file: str, text: str | None, what: str) -> None:
    """The error names the defect, and the load gives nothing."""
    folder = _spoil(tmp_path, file, text)

    with pytest.raises(PolicyInvalid) as caught:
        load(folder)

    assert what in caught.value.reason
    assert "; " in caught.value.reason


@pytest.mark.parametrize("file", [_RULE_FILE, _PROFILE_FILE, "bundle.toml"])
def test_the_defect_names_its_file(tmp_path: Path, file: str) -> None:
    """The reason begins with the path inside the bundle."""
    folder = _spoil(tmp_path, file, "{")

    with pytest.raises(PolicyInvalid) as caught:
        load(folder)

    assert caught.value.reason.startswith(f"{file}: ")


@pytest.mark.parametrize("target", ["file", "folder"])
def test_symbolic_links_are_refused(tmp_path: Path, target: str) -> None:
    """Nothing outside the folder is read through a link."""
    folder = write(tmp_path / "bundle")
    outside = tmp_path / "outside"
    (outside / "x").mkdir(parents=True)
    link = folder / ("api.toml" if target == "file" else "knowledge")
    link.unlink(missing_ok=True)
    link.symlink_to(outside / "x" if target == "folder" else outside)

    with pytest.raises(PolicyInvalid, match="is a symbolic link"):
        load(folder)


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """A pipe would make the reader wait for ever."""
    folder = write(tmp_path)
    (folder / "bandit.toml").unlink()
    os.mkfifo(folder / "bandit.toml")

    with pytest.raises(PolicyInvalid, match="is not a regular file"):
        load(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A path that does not exist is a defect like any other."""
    with pytest.raises(PolicyInvalid, match="no-such-bundle: cannot be read"):
        load(tmp_path / "no-such-bundle")


@pytest.mark.parametrize("limit", ["BUNDLE_BYTES_MAX", "ENTRIES_COUNT_MAX"])
def test_a_bundle_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Too many bytes or files stop the load."""
    monkeypatch.setattr(files_module, limit, 3)

    with pytest.raises(PolicyInvalid, match=r"than 3 (bytes|files)"):
        load(write(tmp_path))


@pytest.mark.parametrize("file", [file for file in FILES if file != _SAMPLE_FILE])
def test_the_revision_changes_with_any_content(tmp_path: Path, file: str) -> None:
    """One more byte in any file but a test is another revision."""
    before = load(write(tmp_path)).revision
    (tmp_path / file).write_text(FILES[file] + "# more\n", encoding="utf-8")

    assert before != load(tmp_path).revision


def test_the_revision_changes_with_a_new_file(tmp_path: Path) -> None:
    """A file more is another revision."""
    before = load(write(tmp_path)).revision
    (tmp_path / "profiles/other.toml").write_text(PROFILE.replace('"standard"', '"other"'), encoding="utf-8")

    assert before != load(tmp_path).revision


def test_the_revision_is_of_the_content_only(tmp_path: Path) -> None:
    """Place, order of writing, file times and the tests do not change it."""
    first = write(tmp_path / "a")
    second = write(tmp_path / "b", dict(reversed(list(FILES.items()))))
    os.utime(second / "bundle.toml", (0, 0))
    (second / _SAMPLE_FILE).write_text(SAMPLE + "# more\n", encoding="utf-8")
    one, other = load(first), load(second)

    assert (one.revision, one.semgrep_rules, one.rules_digest) == (
        other.revision,
        other.semgrep_rules,
        other.rules_digest,
    )
    assert one.revision.startswith("sha256:")


def test_the_loaded_bundle_is_in_force(tmp_path: Path) -> None:
    """`current` gives the very bundle."""
    bundle = load(write(tmp_path))

    assert bundle is BundlePolicies(bundle).current()


def test_a_language_takes_over_what_another_knows(tmp_path: Path) -> None:
    """A catalogue that is like another one has all of it, and what it adds."""
    c = 'language = "c"\nallowed = ["a.*"]\n[capabilities]\nprocess = ["system"]\nnetwork = ["connect"]\n'
    cpp = 'language = "cpp"\nlike = "c"\n[capabilities]\nprocess = ["std.system"]\nfile-read = ["connect"]\n'
    bundle = load(write(tmp_path, {**FILES, "apis/c.toml": c, "apis/cpp.toml": cpp}))

    assert ("a.*",) == bundle.apis["cpp"].allowed
    assert bundle.apis["cpp"].capabilities == {
        "system": ("process",),
        "std.system": ("process",),
        "connect": ("network", "file-read"),
    }


@pytest.mark.parametrize("other", ["ada", "python"])
def test_a_language_is_like_one_that_stands_alone(tmp_path: Path, other: str) -> None:
    """A catalogue that nobody has, or that is itself like another, is nothing to build on."""
    python = API.replace("harmless", 'like = "cpp"\nharmless')
    cpp = f'language = "cpp"\nlike = "{other}"\n[capabilities]\n'

    with pytest.raises(PolicyInvalid, match="name a language"):
        load(write(tmp_path, {**FILES, "apis/python.toml": python, "apis/cpp.toml": cpp}))


def test_an_index_of_names_comes_with_the_bundle(tmp_path: Path) -> None:
    """Its files are read together; a line that is no entry is a defect."""
    files = {**FILES, "names/python/a.txt": "# made\nmodule a: b\n", "names/python/c.txt": "class a.B(c.D,e): f g\n"}

    assert {"python": tuple(files[name] for name in ("names/python/a.txt", "names/python/c.txt"))} == load(
        write(tmp_path / "good", files)
    ).names
    with pytest.raises(PolicyInvalid, match=r"names/python/a\.txt: 'modul a: b' is no entry"):
        load(write(tmp_path / "bad", {**FILES, "names/python/a.txt": "modul a: b\n"}))
