"""Roundabout ways in Python, under the standard bundle: each of these programs once reached a capability unseen."""

import ast

import pytest

from gateway.scan.api_policy import ApiFacts, ApiPolicy
from tests.standard import standard

POLICY = ApiPolicy(standard().apis["python"], report_unlisted=False)
EVASIONS = {
    "a module that another carries": ("import shutil\nshutil.os.system(x)", "process"),
    "modules that another carries": ("import enum\nenum.sys.modules.get('os').system(x)", "process"),
    "modules by a special method": ("import sys\nsys.modules.__getitem__('os').system(x)", "process"),
    "a base's method": ("import pathlib\nclass P(pathlib.Path): pass\nP('a').read_text()", "file-read"),
    "a path of one system": ("from pathlib import PosixPath\nPosixPath('a').read_text()", "file-read"),
    "a hook of a metaclass": (
        "class M(type):\n    __getattr__ = __import__\nclass A(metaclass=M): pass",
        "dynamic-code",
    ),
    "a hook by a lambda": ("import os\nclass A:\n    __enter__ = lambda self: os", "dynamic-code"),
    "a hook by a function": ("import os\nclass A:\n    def __enter__(self):\n        return os", "dynamic-code"),
    "a hook from outside": ("import os\nclass A: pass\nA.__call__ = __import__", "dynamic-code"),
    "a hook by setattr": ("class A: pass\nsetattr(A, '__call__', __import__)", "dynamic-code"),
    "code put in place": ("def f(): pass\nf.__code__ = x", "dynamic-code"),
    "code put in place by setattr": ("def f(): pass\nsetattr(f, '__code__', x)", "dynamic-code"),
    "a property": (
        "class A:\n    @property\n    def r(self):\n        return __import__('os')\nA().r.system(x)",
        "process",
    ),
    "a decorator's result": ("@lambda f: __import__('os')\ndef o(): pass\no.system(x)", "process"),
    "a computed member of a function": ("def f(): pass\ngetattr(f, x)", "dynamic-code"),
    "a computed member of object": ("getattr(object, x)()", "dynamic-code"),
    "a getter": ("import operator\noperator.attrgetter('__init__.__globals__')(x)", "dynamic-code"),
    "a getter of all": ("import operator\noperator.methodcaller('__subclasses__')(object)", "dynamic-code"),
    "a form": ("'{0.__init__.__globals__[a]}'.format(x)", "dynamic-code"),
    "a form among others": ("a = '{0.__init__.__globals__}' if y else x\na.format_map(x)", "dynamic-code"),
    "an annotation": ("class A:\n    a: \"__import__('os').system(x)\"", "process"),
    "an annotation's part": ("def f(a: list[\"__import__('os').system(x)\"]): pass", "process"),
    "an annotation of a result": ("def f() -> \"__import__('os').system(x)\": pass", "process"),
    "types that are asked for": ("import typing\ntyping.get_type_hints(x)", "dynamic-code"),
    "a configuration": (
        "import logging.config\nlogging.config.dictConfig({'handlers': {'a': {'()': 'os.system', 'command': x}}})",
        "process",
    ),
    "a configuration with a name": (
        "from logging.config import dictConfig\nC = {'handlers': {'a': {'()': 'ext://os.system'}}}\ndictConfig(C)",
        "process",
    ),
    "a computed configuration": ("import logging.config\nlogging.config.dictConfig(config=x)", "dynamic-code"),
    "a file's configuration": ("import logging.config\nlogging.config.fileConfig(x)", "dynamic-code"),
    "a loop": ("import asyncio\nasyncio.get_event_loop().subprocess_shell(p, x)", "process"),
    "a loop's connection": ("import asyncio\nasyncio.get_running_loop().create_connection(p, x)", "network"),
    "a module's inner one": ("import _posixsubprocess\n_posixsubprocess.fork_exec(x)", "process"),
    "an inner socket": ("import _socket\n_socket.socket()", "network"),
    "an older open": ("import _pyio\n_pyio.open(x)", "file-read"),
    "a text to be timed": ("import timeit\ntimeit.timeit(x)", "dynamic-code"),
    "a text to be measured": ("import cProfile\ncProfile.run(x)", "dynamic-code"),
    "a text to be looked at": ("import pdb\npdb.run(x)", "dynamic-code"),
    "a name to be found": ("import pkgutil\npkgutil.resolve_name('os:system')(x)", "dynamic-code"),
    "a module to be found": ("import importlib.util\nimportlib.util.find_spec('os').loader", "dynamic-code"),
    "a name in Django": (
        "from django.utils.module_loading import import_string\nimport_string('os.system')(x)",
        "dynamic-code",
    ),
    "a name in Werkzeug": ("from werkzeug.utils import import_string\nimport_string(x)", "dynamic-code"),
    "a module in a test": ("import pytest\npytest.importorskip('os').system(x)", "dynamic-code"),
    "a formula": ("import sympy\nsympy.sympify(x)", "dynamic-code"),
    "a table's formula": ("import pandas as pd\npd.eval(x)", "dynamic-code"),
    "all objects": ("import gc\ngc.get_objects()", "dynamic-code"),
    "a stop": ("breakpoint()", "dynamic-code"),
    "Python 2": ("execfile('a')", "dynamic-code"),
    "a notebook": ("get_ipython().system(x)", "process"),
    "Tcl": ("import tkinter\ntkinter.Tcl().eval(x)", "native"),
    "a tree in a file": ("import xml.etree.ElementTree as ET\nET.parse(x)", "file-read"),
    "a table on a page": ("import pandas as pd\npd.read_html(x)", "network"),
    "a log in a file": ("import logging\nlogging.basicConfig(filename=x)", "file-write"),
}
HARMLESS = {
    "an annotation": "def f(a: 'list[int]', b: \"Callable[[int], str]\") -> 'A': pass",
    "a property": "class A:\n    @property\n    def r(self):\n        return self.x\nA().r.y",
    "a decorator": "def d(f):\n    return f\n@d\ndef g(): pass\ng()",
    "a hook": "class A:\n    def __enter__(self):\n        return self\n    __call__ = __enter__",
    "a getter": "import operator\nsorted(x, key=operator.attrgetter('a.b'))",
    "a form": "'{0.name} {1}'.format(x, y)",
    "a member by its name": "getattr(x, y)",
    "a base": "class A(ValueError): pass\nclass B(A): pass\nB('a').args",
    "a configuration": (
        "import logging.config\nlogging.config.dictConfig({'handlers': {'a': {'class': 'logging.StreamHandler'}}})"
    ),
}


def facts_of(text: str) -> ApiFacts:
    """Return what the API policy says of a text."""
    return POLICY.analyse(ast.parse(text))


@pytest.mark.parametrize("name", EVASIONS)
def test_finds_a_capability_however_it_is_reached(name: str) -> None:
    """No roundabout way hides a capability."""
    text, capability = EVASIONS[name]

    assert capability in {fact.capability for fact in facts_of(text).facts}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_so_is_passed(name: str) -> None:
    """What is like these and reaches nothing is no use of anything."""
    assert () == facts_of(HARMLESS[name]).facts
