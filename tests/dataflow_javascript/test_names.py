"""What names of modules stand for."""

import pytest

from gateway.dataflow.tree import Import
from tests.dataflow_javascript.running import found, program

_GLOBAL = ("_", "_")  # is there without being loaded


def _imported(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        [name for one in program(text).body if isinstance(one, Import) for name in one.names if name != _GLOBAL]
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("const fs = require('fs');", (("fs", "fs"),)),
        ("const fs = require('node:fs/promises');", (("fs", "fs.promises"),)),
        (
            "const { exec, fork: f } = require('child_process');",
            (("exec", "child_process.exec"), ("f", "child_process.fork")),
        ),
        ("import fs from 'fs';", (("fs", "fs"),)),
        ("import * as fs from 'fs';", (("fs", "fs"),)),
        (
            "import { exec as e, spawn } from 'child_process';",
            (("e", "child_process.exec"), ("spawn", "child_process.spawn")),
        ),
        ("import { default as x } from '@koa/router';", (("x", "koa.router"),)),
        ("import s from 'node-serialize';", (("s", "node_serialize"),)),
        ("require('fs').readFile(p);", (("require fs", "fs"),)),
        ("import './side';", ()),
        ("import 'side';", ()),
        ("import own from './own';", ()),
        ("const own = require('../own');", ()),
    ],
)
def test_imports(text: str, names: tuple[tuple[str, str], ...]) -> None:
    """A module that is loaded is known by its name; a file of the program's own is not."""
    assert names == _imported(text)


@pytest.mark.parametrize(
    "load",
    [
        "const { exec } = require('child_process');",
        "const { exec: run } = require('child_process'); const exec = run;",
        "const cp = require('child_process'); const exec = cp.exec;",
        "const cp = require('child_process'); const { exec } = cp;",
        "const exec = require('child_process').exec;",
        "const exec = require('util').promisify(require('child_process').exec);",
        "import { exec } from 'child_process';",
        "import cp from 'node:child_process'; const exec = cp.exec.bind(cp);",
        "const { exec } = await import('child_process');",
        "",
    ],
)
def test_aliases(load: str) -> None:
    """A function of a library is known through aliases; in a fragment without imports, by its bare name."""
    assert {"command-injection"} == found(load + "\nfunction f(p) { exec('ls ' + p); }")


def test_own_function() -> None:
    """A function of the program itself, or of a file of its own, is not taken for one of a library."""
    assert set() == found("const { exec } = require('./run'); function f(p) { exec('ls ' + p); }")
    assert set() == found("function exec(c) { return 1; } function f(p) { exec('ls ' + p); }")


@pytest.mark.parametrize(
    "call",
    [
        "cp[name](p);",
        "cp['exec'](p);",
        "(0, cp.exec)(p);",
        "[p].forEach(cp.exec);",
        "[p].map((c) => cp.exec(c));",
        "cp.exec.call(null, p);",
    ],
)
def test_a_function_called_in_other_ways(call: str) -> None:
    """A function is the same one whatever stands around its name, and whoever calls it."""
    text = f"const cp = require('child_process'); const name = 'ex' + 'ec'; function f(p) {{ {call} }}"

    assert found(text) == {"command-injection"}
    assert found(text.replace("exec", "exit").replace("'ec'", "'it'")) == set()


def test_calls_in_brackets_cost_what_they_are_long() -> None:
    """What is called in brackets is looked at once: twice at each of these calls would be past every limit."""
    chain = "f()" + "['a']()" * 30
    nested = "cp[" * 30 + "p" + "]()" * 30

    assert found(f"const cp = require('child_process'); function g(p) {{ {chain}; {nested}; cp['exec'](p); }}")
