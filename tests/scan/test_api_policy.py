"""The API policy finds a capability however it is spelt, and leaves harmless programs alone."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.bundle import ApiCatalogue
from gateway.scan.api_policy import FACTS_MAX, ApiPolicy
from gateway.scan.facts import ApiFact
from tests.fakes.bundle import CATALOGUE

EVASIONS = {
    "plain": ("import os\nos.system(x)", "process"),
    "no import in sight": ("os.system(x)", "process"),
    "from import": ("from os import system\nsystem(x)", "process"),
    "from import, never called": ("from os import system", "process"),
    "renamed": ("from os import system as s\ns(x)", "process"),
    "renamed module": ("import os as o\no.system(x)", "process"),
    "submodule import binds the parent": ("import os.path\nos.system(x)", "process"),
    "star import": ("from os import *\nsystem(x)", "process"),
    "star import of the unknown": ("from helpers import *", "dynamic-code"),
    "assigned": ("import os\nf = os.system\nf(x)", "process"),
    "callback": ("import os\nrun(callback=os.system)", "process"),
    "map": ("import os\nlist(map(os.system, names))", "process"),
    "module assigned": ("import os\nm = os\nm.system(x)", "process"),
    "twice assigned": ("import os\na = os\nb = a\nc = b\nc.popen(x)", "process"),
    "tuple": ("import os\na, b = os, 1\na.system(x)", "process"),
    "nested tuple": ("import os\n(a, (b, c)) = (1, (os, 2))\nb.system(x)", "process"),
    "starred": ("import os\na, *b = 1, os\nb[0].system(x)", "process"),
    "walrus": ("import os\nif (m := os):\n    m.system(x)", "process"),
    "walrus in a comprehension": ("import os\n[m := os for _ in x]\nm.system(x)", "process"),
    "conditional": ("import os\n(os if a else b).system(x)", "process"),
    "or": ("import os\n(a or os).system(x)", "process"),
    "either branch": ("if a:\n    import os as m\nelse:\n    m = None\nm.system(x)", "process"),
    "try": (
        "try:\n    import cPickle as p\nexcept ImportError:\n    import pickle as p\np.loads(x)",
        "deserialisation",
    ),
    "getattr": ("import os\ngetattr(os, 'system')(x)", "process"),
    "getattr, folded": ("import os\ngetattr(os, 'sys' + 'tem')(x)", "process"),
    "getattr, reversed": ("import os\ngetattr(os, 'metsys'[::-1])(x)", "process"),
    "getattr, joined": ("import os\ngetattr(os, ''.join(['sys', 'tem']))(x)", "process"),
    "getattr, f-string": ("import os\na = 'sys'\ngetattr(os, f'{a}tem')(x)", "process"),
    "getattr, chr": ("import os\ngetattr(os, chr(115) + 'ystem')(x)", "process"),
    "getattr, lower": ("import os\ngetattr(os, 'SYSTEM'.lower())(x)", "process"),
    "getattr renamed": ("import os\ng = getattr\ng(os, 'system')(x)", "process"),
    "getattr, default": ("import os\ngetattr(x, 'y', os.system)(z)", "process"),
    "getattr, computed": ("import os\ngetattr(os, name)(x)", "dynamic-code"),
    "getattr, decoded": ("import os, base64\ngetattr(os, base64.b64decode(x).decode())(y)", "dynamic-code"),
    "getattr of built-ins": ("import builtins\ngetattr(builtins, 'ev' + 'al')(x)", "dynamic-code"),
    "getattr escapes": ("import os\nlist(map(getattr, [os], ['system']))", "dynamic-code"),
    "attrgetter": ("import os, operator\noperator.attrgetter('system')(os)(x)", "dynamic-code"),
    "methodcaller": ("import os, operator\noperator.methodcaller('system', x)(os)", "dynamic-code"),
    "partial": ("import os, functools\nfunctools.partial(os.system, x)()", "process"),
    "partial getattr": ("import os\nfrom functools import partial\npartial(getattr, os)('system')(x)", "dynamic-code"),
    "getattribute": ("import os\nos.__getattribute__('system')(x)", "process"),
    "import function": ("__import__('os').system(x)", "process"),
    "import function, folded": ("__import__('o' + 's').system(x)", "process"),
    "import function, computed": ("__import__(name).system(x)", "dynamic-code"),
    "import function renamed": ("i = __import__\ni('subprocess').run(x)", "process"),
    "importlib": ("import importlib\nimportlib.import_module('os').system(x)", "process"),
    "importlib renamed": ("from importlib import import_module as i\ni('os').system(x)", "process"),
    "importlib, computed": ("import importlib\nimportlib.import_module(name)", "dynamic-code"),
    "globals": ("globals()['eval'](x)", "dynamic-code"),
    "globals, folded": ("import os\nglobals()['o' + 's'].system(x)", "process"),
    "globals, get": ("import os\nglobals().get('os').system(x)", "process"),
    "globals, computed": ("globals()[name](x)", "dynamic-code"),
    "vars": ("import os\nvars(os)['system'](x)", "process"),
    "vars, computed": ("import os\nvars(os)[name](x)", "dynamic-code"),
    "dict": ("import os\nos.__dict__['system'](x)", "process"),
    "dict, get": ("import os\nos.__dict__.get('system')(x)", "process"),
    "built-ins": ("import builtins\nbuiltins.exec(x)", "dynamic-code"),
    "dunder built-ins": ("__builtins__['eval'](x)", "dynamic-code"),
    "dunder built-ins attribute": ("__builtins__.eval(x)", "dynamic-code"),
    "modules": ("import sys\nsys.modules['os'].system(x)", "process"),
    "modules, get": ("import sys\nsys.modules.get('os').system(x)", "process"),
    "modules, values": ("import sys\nfor m in sys.modules.values():\n    m.run(x)", "dynamic-code"),
    "default argument": ("import os\ndef f(m=os):\n    m.system(x)", "process"),
    "keyword default": ("import os\ndef f(*, m=os):\n    m.system(x)", "process"),
    "argument": ("import os\ndef f(m):\n    m.system(x)\nf(os)", "process"),
    "keyword argument": ("import os\ndef f(m):\n    m.system(x)\nf(m=os)", "process"),
    "variable arguments": ("import os\ndef f(*a):\n    a[0].system(x)\nf(os)", "process"),
    "argument, defined later": ("import os\ndef g():\n    f(os)\ndef f(m):\n    m.system(x)", "process"),
    "returned": ("import os\ndef f():\n    return os\nf().system(x)", "process"),
    "lambda": ("import os\nf = lambda: os\nf().system(x)", "process"),
    "lambda argument": ("import os\n(lambda m: m.system(x))(os)", "process"),
    "closure": ("def f():\n    import os\n    def g():\n        os.system(x)\n    return g", "process"),
    "global": ("def f():\n    global m\n    import os as m\ndef g():\n    m.system(x)", "process"),
    "class attribute": ("import os\nclass A:\n    m = os\nA.m.system(x)", "process"),
    "instance attribute": (
        "import os\nclass A:\n    def __init__(self):\n        self.m = os\n    def f(self):\n        self.m.system(x)",
        "process",
    ),
    "setattr": ("import os\nsetattr(a, 'm', os)\na.m.system(x)", "process"),
    "list": ("import os\nl = [1, os]\nl[1].system(x)", "process"),
    "dictionary": ("import os\nd = {'a': os}\nd['a'].system(x)", "process"),
    "dictionary, filled": ("import os\nd = {}\nd['a'] = os\nd['a'].system(x)", "process"),
    "loop": ("import os\nfor m in (os,):\n    m.system(x)", "process"),
    "comprehension": ("import os\n[m.system(x) for m in [os]]", "process"),
    "with": ("import socket\nwith socket.socket() as s:\n    s.connect(x)", "network"),
    "instance": ("from pathlib import Path\nPath(x).unlink()", "file-write"),
    "instance, assigned": ("from pathlib import Path\np = Path(x)\nt = p.read_text()", "file-read"),
    "carried along": ("import logging\nlogging.os.system(x)", "process"),
    "carried along, private": ("import random\nrandom._os.system(x)", "process"),
    "carried by a library": ("import numpy as n\nn.lib.os.system(x)", "process"),
    "posix": ("import posix\nposix.system(x)", "process"),
    "subclasses": ("().__class__.__base__.__subclasses__()[1]", "dynamic-code"),
    "globals of a function": ("f.__globals__['os'].system(x)", "dynamic-code"),
    "self of a built-in": ("print.__self__.eval(x)", "dynamic-code"),
    "getattr of a dunder": ("getattr(x, '__globals__')", "dynamic-code"),
    "frame": ("import sys\nsys._getframe().f_globals", "dynamic-code"),
    "loader": ("__loader__.load_module('os')", "dynamic-code"),
    "exec of constant code": ("exec('import os; os.system(x)')", "process"),
    "eval of constant code": ("eval('__import__(\"os\").system(x)')", "process"),
    "eval's result": ("eval('__import__(\"os\")').system(x)", "process"),
    "exec in exec": ("exec('exec(\"import os; os.system(x)\")')", "process"),
    "built-in hidden in a branch": ("if 0:\n    eval = None\neval(x)", "dynamic-code"),
    "built-in hidden and shown again": ("def eval(x): pass\ndel eval\neval(x)", "dynamic-code"),
    "comprehension does not hide": ("[open for open in x]\nopen(y)", "file-read"),
    "decorator": ("import os\n@os.system\ndef f(): pass", "process"),
    "annotation": ("import os\ndef f(a: os.system(x)): pass", "process"),
    "match": ("import os\nmatch os:\n    case m:\n        m.system(x)", "process"),
    "await": ("import os\nasync def f():\n    return os\nasync def g():\n    (await f()).system(x)", "process"),
    "carried past an entry without capabilities": ("import os\nos.path.os.system(x)", "process"),
    "modules, carried along": ("import typing\ntyping.sys.modules['os'].system(x)", "process"),
    "dict of built-ins": ("import builtins as b\nb.__dict__['eval'](x)", "dynamic-code"),
    "vars of built-ins": ("import builtins\nvars(builtins)['ev' + 'al'](x)", "dynamic-code"),
    "dunder built-ins' dict": ("__builtins__.__dict__['eval'](x)", "dynamic-code"),
    "namespace passed on": ("import operator\noperator.getitem(globals(), x)(y)", "dynamic-code"),
    "namespace unrolled": ("for name, value in globals().items():\n    value(x)", "dynamic-code"),
    "modules passed on": ("import sys, operator\noperator.getitem(sys.modules, x)", "dynamic-code"),
    "unpacked arguments": ("import os\ngetattr(*(os, 'system'))(x)", "dynamic-code"),
    "match by attribute": ("import os\nmatch os:\n    case object(system=run):\n        run(x)", "process"),
    "call of a call": ("import os\nos.system.__call__(x)", "process"),
    "object's getattribute": ("import os\nobject.__getattribute__(os, 'system')(x)", "dynamic-code"),
    "cast": ("import os, typing\ntyping.cast(object, os).system(x)", "dynamic-code"),
    "augmented": ("import os\nk = 'sys'\nk += 'tem'\ngetattr(os, k)(x)", "process"),
    "changed later in a loop": ("import os\nk = 'path'\nfor _ in y:\n    getattr(os, k)\n    k = y", "dynamic-code"),
    "bound below its use": ("def f():\n    m.system(x)\nimport os as m", "process"),
    "thread's target": ("import os, threading\nthreading.Thread(target=os.system, args=(x,)).start()", "process"),
    "decoded and run": ("import base64\nexec(base64.b64decode(x))", "dynamic-code"),
    "compiled and run": ("exec(compile(x, 'a', 'exec'))", "dynamic-code"),
    "function made of code": ("from types import FunctionType as F\nF(compile(x, 'a', 'exec'), {})()", "dynamic-code"),
    "function made elsewhere": (
        "import types\nlist(map(types.FunctionType, [code], [{}]))",
        "dynamic-code",
    ),
    "globals of a frame": ("import sys\nsys._getframe().f_globals['os'].system(x)", "dynamic-code"),
    "globals of a frame, get": ("import sys\nsys._getframe().f_globals.get('eval')(x)", "dynamic-code"),
    "yield": ("import os\ndef f():\n    yield os\nfor m in f():\n    m.system(x)", "process"),
}

HARMLESS = {
    "nothing": "",
    "sum": "def total(values):\n    return sum(value * 2 for value in values)",
    "json": "import json\nprint(json.dumps({'a': 1}))",
    "path": "import os\nos.path.join(a, b)",
    "path from": "from os import path\npath.exists(a)",
    "path aliased": "import os.path as p\np.join(a)",
    "own open": "def open(name):\n    return name\nopen('a')",
    "own eval as a method": "class A:\n    def eval(self, x):\n        return x\nA().eval(1)",
    "method named system": "machine.system(x)",
    "method named open": "door.open()",
    "attribute named os": "print(target.os)",
    "parameter hides a module": "def f(os):\n    os.system(1)",
    "local hides a module": "import os\ndef f():\n    os = Fake()\n    os.system(1)",
    "parameter hides a built-in": "def f(eval):\n    return eval(1)",
    "lambda parameter hides a built-in": "f = lambda open: open(1)",
    "numpy's random": "import numpy as np\nnp.random.rand(3)",
    "getattr of an object": "def f(a, name):\n    return getattr(a, name)",
    "getattr of self": "class A:\n    def f(self, name):\n        return getattr(self, name, None)",
    "hasattr of a module": "import os\nif hasattr(os, 'fork'):\n    pass",
    "string": "text = 'os.system(x)'",
    "comment": "# os.system(x)\nx = 1",
    "docstring": "def f():\n    '''Never call eval(x).'''",
    "super": "class A(B):\n    def __init__(self):\n        super().__init__()",
    "class name": "class A:\n    def __repr__(self):\n        return self.__class__.__name__",
    "own dict": "class A:\n    def f(self):\n        return dict(self.__dict__)",
    "regular expression": "import re\nre.compile('a').match(b)",
    "relative import": "from .tools import run\nrun(1)",
    "sorted by key": "sorted(rows, key=lambda row: row['name'])",
    "dispatch table": "table = {'a': f, 'b': g}\ntable[name](x)",
    "enumerate": "for i, (a, b) in enumerate(zip(x, y)):\n    print(i, a, b)",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 0",
    "hash": "import hashlib\nhashlib.sha256(b'a').hexdigest()",
    "path as a type": "from pathlib import Path\nparser.add_argument('a', type=Path)",
    "exception": "try:\n    f()\nexcept OSError as error:\n    raise ValueError from error",
    "async": "import asyncio\nasync def f():\n    await asyncio.sleep(1)",
    "template": "def f(a):\n    return '{a}'.format(**locals())",
    "arguments as a dictionary": "import json\nprint(json.dumps(vars(args)))",
    "counter": "total = 0\nfor row in rows:\n    total += row",
    "type of a function": "from types import FunctionType\nisinstance(f, FunctionType)",
    "compiled only": "compile(text, 'a', 'exec')",
    "bases": "def f(cls):\n    return [base.__name__ for base in cls.__bases__ + cls.__mro__]",
    "name of a frame": "import sys\nsys._getframe(1).f_globals['__name__']\nf.__globals__.get('__file__')",
    "every name of a neighbour": "from .errors import *",
    "copied again and again": "def f(self):\n    self.a = b.a.copy()\n    self.a = self.a.copy()\n    self.a.copy()",
    "main": "def main():\n    pass\nif __name__ == '__main__':\n    main()",
}


def facts_of(text: str, *, report_unlisted: bool = False) -> tuple[ApiFact, ...]:
    """Return the API policy's facts about the text."""
    return ApiPolicy(CATALOGUE, report_unlisted=report_unlisted).analyse(ast.parse(text)).facts


@pytest.mark.parametrize("name", EVASIONS)
def test_finds_a_capability_however_it_is_spelt(name: str) -> None:
    """No roundabout spelling hides a capability."""
    text, capability = EVASIONS[name]

    assert capability in {fact.capability for fact in facts_of(text)}


@pytest.mark.parametrize("name", HARMLESS)
def test_passes_harmless_programs(name: str) -> None:
    """A program without a capability has no finding."""
    assert facts_of(HARMLESS[name]) == ()


def test_names_off_the_list_are_reported_only_on_demand() -> None:
    """Under a profile that denies by default every imported name must be on the list; else none is reported."""
    text = "import json\nimport re\nimport evil\njson.dumps(evil.run(re.sub))\nlen(x)\n"
    silent = facts_of(text)
    reported = facts_of(text, report_unlisted=True)

    assert () == silent
    assert {("api-unlisted", 3), ("api-unlisted", 4)} == {(fact.rule, fact.line) for fact in reported}


def test_what_a_listed_name_returns_is_listed() -> None:
    """The result of a listed API may be used."""
    assert () == facts_of("import json\nrow = json.loads(x)\nrow.get('a').b\n", report_unlisted=True)


def test_longest_entry_wins() -> None:
    """An entry without capabilities takes names out of a wider one."""
    catalogue = ApiCatalogue(language="python", capabilities={"os.*": ("environment",), "os.path.*": ()})
    policy = ApiPolicy(catalogue, report_unlisted=False)
    facts = policy.analyse(ast.parse("import os\nos.path.join(a)\nos.getcwd()\n")).facts

    assert [("os.*", 3)] == [(fact.entry, fact.line) for fact in facts]


def test_each_use_is_a_fact() -> None:
    """Repetitions on a line stay apart: only some of them may be the completion's own."""
    facts = facts_of("import os\nos.system(os.system(x))\n")

    assert {(2, 1), (2, 11)} == {(fact.line, fact.column) for fact in facts}


def test_very_many_uses_are_one_fact_a_line() -> None:
    """Then the place is all of the line, so that it touches whatever part is the completion's own."""
    facts = facts_of("import os\n" + "os.system(x);" * (FACTS_MAX + 1))

    assert [(2, 1, 2)] == [(fact.line, fact.column, fact.end_line) for fact in facts]
    assert facts[0].end_column > (FACTS_MAX + 1) * len("os.system(x);")


def test_names_that_do_not_settle_make_all_of_the_text_opaque() -> None:
    """A doubt about the text is a doubt about every part of it, the completion's too."""
    count = 10
    lines = ["import os", *(f"v{index} = 'getpid'" for index in range(count)), "name = 'getpid'"]
    lines += ["def use():", "    getattr(os, name)()", "def first():", "    global name", "    name = v0"]
    for index in range(count - 1):
        lines += [f"def s{index}():", f"    global v{index}", f"    v{index} = v{index + 1}"]
    lines += ["def last():", f"    global v{count - 1}", f"    v{count - 1} = 'abort'"]
    (fact,) = [one for one in facts_of("\n".join(lines)) if one.entry == "its names do not settle"]

    assert (1, 1, len(lines)) == (fact.line, fact.column, fact.end_line)
    assert fact.end_column > len(lines[-1])


def test_counters_and_texts_that_grow_settle() -> None:
    """Ordinary arithmetic makes nothing opaque."""
    lines = ["def count(names):", "    n, m, text = 1, 5, ''", "    for name in names:", "        n += m"]
    lines += ["        m = m * 3 + n", "        text += 'a line'", "        text = text + 'more'", "    return text"]

    assert () == facts_of("\n".join(lines))


def test_a_text_that_grows_is_a_computed_name() -> None:
    """What is no longer followed is opaque where it is used."""
    facts = facts_of("import os\nt = 'sys'\nwhile y:\n    t += 'tem'\ngetattr(os, t)(x)\n")

    assert {("process", 5), ("dynamic-code", 5)} == {(fact.capability, fact.line) for fact in facts}


def test_a_long_chain_of_calls_is_read_once() -> None:
    """Each call's owner is read once, so that fluent code takes no longer than other code of its length."""
    length = 60
    policy = ApiPolicy(CATALOGUE, report_unlisted=False)
    text = "import os\ndef f(x):\n    return x" + ".a('b')" * length + ".c(os.system)\n"
    facts = policy.analyse(ast.parse(text))

    assert facts.nodes_count < 10 * length
    assert {"process"} == {fact.capability for fact in facts.facts}


def test_the_text_is_never_run(tmp_path: Path) -> None:
    """Constant code is read, not executed."""
    witness = tmp_path / "witness"
    facts_of(f"exec(\"open({str(witness)!r}, 'w')\")")

    assert not witness.exists()


@given(text=st.text(alphabet="abo.()[]=:'\"+,\n {}*", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_that_parses_is_judged(text: str) -> None:
    """The resolver raises nothing on any program, and it ends."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    policy = ApiPolicy(CATALOGUE, report_unlisted=True)

    assert all(fact.line >= 1 for fact in policy.analyse(tree).facts)
