"""JavaScript's expressions in the neutral form, and what they are worth."""

import pytest

from gateway.dataflow.tree import (
    CALLBACK,
    Assign,
    Binding,
    Call,
    Comparison,
    Conditional,
    Constant,
    DefineClass,
    Element,
    Entries,
    Evaluate,
    Expression,
    Function,
    Items,
    Logical,
    Member,
    Mixture,
    Name,
    Operation,
    Prefix,
    Slice,
    Spread,
    Text,
)
from tests.dataflow_javascript.running import program


def _value(text: str) -> Expression:
    """Return the expression that is assigned to `x`."""
    last = program(f"x = {text};").body[-1]
    assert isinstance(last, Assign)
    return last.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a\\n\\u0041\\x41\\u{1F600}\\""', 'a\nAA\N{GRINNING FACE}"'),
        ("'\\'\\0'", "'\0"),
        ("'a\\\nb'", "ab"),
        ("`a\nb`", "a\nb"),
        ("'\\u{FFFFFF}'", ""),
        ("0x1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        ("1_000n", 1000),
        ("1.5e3", 1500.0),
        ("true", True),
        ("null", None),
        ("undefined", None),
        ("/a+/gi", "/a+/gi"),
    ],
)
def test_literal(text: str, value: object) -> None:
    """A literal is the constant that it stands for; a regular expression is the text that it is written with."""
    made = _value(text)

    assert isinstance(made, Constant)
    assert value == made.value


def test_number_too_long() -> None:
    """A number that is no number is nothing that is known."""
    assert not isinstance(_value("9" * 5000), Constant)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("`a${p}b`", Text),
        ("p + 'a' + n", Text),
        ("n + 2", Operation),
        ("n >>> 2", Operation),
        ("+".join(["n"] * 80), Mixture),
        ("p && q && r", Logical),
        ("p ?? q", Logical),
        ("p === q", Comparison),
        ("p in q", Comparison),
        ("p instanceof Q", Call),
        ("typeof p === 'string'", Call),
        ("'string' == typeof p", Call),
        ("typeof p !== 'string'", Prefix),
        ("typeof p", Prefix),
        ("typeof p < 'a'", Comparison),
        ("typeof p === q", Comparison),
        ("!p", Prefix),
        ("-p", Prefix),
        ("+p", Call),
        ("void p", Mixture),
        ("p ? q : r", Conditional),
        ("(p, q)", Mixture),
        ("p?.q", Member),
        ("p['q']", Member),
        ("p?.[q]", Element),
        ("p[0]", Element),
        ("await p", Name),
        ("[p, ...q]", Items),
        ("{a: 1, [b]: 2, 'c': 3, d() {}, ...e, f}", Entries),
        ("p.includes('a')", Comparison),
        ("p.indexOf('a') !== -1", Comparison),
        ("p.indexOf('a') < 0", Comparison),
        ("p.indexOf('a') === 0", Call),
        ("p.indexOf('a') !== 0", Prefix),
        ("p.indexOf('a') > 5", Comparison),
        ("p.concat('x')", Operation),
        ("p.slice(1)", Slice),
        ("p.substring(1, 2)", Slice),
        ("p.slice(...q)", Call),
        ("f.bind(this)", Name),
        ("f.call(this, p)", Call),
        ("f.apply(this, p)", Call),
        ("new F(p)", Call),
        ("new F", Call),
        ("html`a${p}`", Call),
        ("f(...p)", Call),
        ("(y = p)", Binding),
        ("(y += p)", Binding),
        ("(y ??= p)", Binding),
        ("y++", Binding),
        ("p => p", Function),
        ("function () {}", Function),
        ("class {}", Name),
        ("<a b={p} c='d' e {...f}>text {p}<G/></a>", Call),
        ("require('fs')", Name),
        ("import('fs')", Name),
        ("require('./own')", Mixture),
        ("require(p)", Call),
    ],
)
def test_form(text: str, form: type[Expression]) -> None:
    """Every expression has its form; what methods do is syntax where other languages have syntax for it."""
    assert isinstance(_value(text), form)


def test_long_chain_is_flat() -> None:
    """A chain of one logical operator is one expression, however long."""
    made = _value(" && ".join(["p"] * 500))

    assert isinstance(made, Logical)
    assert 500 == len(made.operands)


def test_regular_call_of_a_bound_function() -> None:
    """`f.call(o, a)` calls f with a, `f.apply(o, l)` with the items of l."""
    called, applied = _value("f.call(o, a)"), _value("f.apply(o, l)")

    assert isinstance(called, Call)
    assert isinstance(applied, Call)
    assert ["a"] == [one.id for one in called.arguments if isinstance(one, Name)]
    assert isinstance(applied.arguments[0], Spread)


def test_callback_has_no_name() -> None:
    """A function that is an argument is a callback; one that is kept somewhere is called by where it is kept."""
    call, kept = program("f(() => 1); o.run = function () {};").body[1:]
    assert isinstance(call, Evaluate)
    assert isinstance(call.expression, Call)
    assert isinstance(kept, Assign)

    assert [CALLBACK] == [one.name for one in call.expression.arguments if isinstance(one, Function)]
    assert isinstance(kept.value, Function)
    assert "run" == kept.value.name


def test_class_is_defined_before() -> None:
    """A class that stands in an expression is defined before the statement."""
    defined, assigned = program("o.A = class { f() {} };").body[1:]

    assert isinstance(defined, DefineClass)
    assert isinstance(assigned, Assign)


def test_attributes_are_named_arguments() -> None:
    """What an element of a page is given is named."""
    made = _value("<a b={p} c='d' e/>")
    assert isinstance(made, Call)

    assert ["b", "c"] == [name for name, _ in made.named]
