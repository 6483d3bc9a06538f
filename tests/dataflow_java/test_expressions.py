"""Java's expressions in the neutral form, and what they are worth."""

import pytest

from gateway.dataflow.tree import (
    Assign,
    Binding,
    Call,
    Comparison,
    Constant,
    Define,
    DefineClass,
    Element,
    Entries,
    Evaluate,
    Expression,
    Items,
    Logical,
    Member,
    Name,
    Operation,
    Slice,
    Statement,
    Text,
)
from tests.dataflow_java.running import program


def _statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a method with this body."""
    body = program(f"class A {{ String s; void f(String p, int n) {{ {text} }} }}").body
    owner = next(one for one in body if isinstance(one, DefineClass))
    method = next(one for one in owner.body if isinstance(one, Define))
    return method.function.body


def _value(text: str) -> Expression:
    """Return the expression that is assigned to `x`."""
    last = _statements(f"Object x = {text};")[-1]
    assert isinstance(last, Assign)
    return last.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a\\n\\u0041\\101\\""', 'a\nAA"'),
        ("'\\''", "'"),
        ('"""\n  a\n    b"""', "a\n  b"),
        ("0x1F", 31),
        ("0b101", 5),
        ("017", 15),
        ("1_000L", 1000),
        ("1.5e3f", 1500.0),
        ("true", True),
        ("null", None),
    ],
)
def test_literal(text: str, value: object) -> None:
    """A literal is the constant that it stands for."""
    made = _statements(f"g({text});")[0]
    assert isinstance(made, Evaluate)
    assert isinstance(made.expression, Call)
    argument = made.expression.arguments[0]

    assert isinstance(argument, Constant)
    assert value == argument.value


def test_number_too_long() -> None:
    """A number that is no number is nothing that is known."""
    assert not isinstance(_value("9" * 5000), Constant)


def test_sum_of_texts_is_a_text() -> None:
    """A sum with a text in it is a text of all its parts, however long."""
    made = _value("+".join(["p", '"a"', "n"] * 200))

    assert isinstance(made, Text)
    assert 600 == len(made.parts)


def test_sum_of_numbers_is_an_operation() -> None:
    """A sum of numbers stays one."""
    assert isinstance(_value("n + 2"), Operation)


def test_logical_chain_is_flat() -> None:
    """A chain of one logical operator is one expression."""
    made = _value("p == null && n > 1 && n < 3")

    assert isinstance(made, Logical)
    assert 3 == len(made.operands)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('p.equals("a")', Comparison),
        ('"a".equalsIgnoreCase(p)', Comparison),
        ('p.contains("..")', Comparison),
        ("p.isEmpty()", Comparison),
        ("p.charAt(0)", Element),
        ("p.substring(1)", Slice),
        ("p.substring(1, n)", Slice),
        ('p.concat("x")', Text),
        ("p.toString().trim()", Name),
        ("(Object) p", Name),
        ("new String(p)", Text),
        ('new StringBuilder().append("a")', Binding),
        ("new ArrayList<String>()", Items),
        ('java.util.List.of("a", p)', Items),
        ("new java.util.HashMap<>()", Entries),
        ('Map.of("a", p)', Entries),
        ("new String[] {p}", Items),
        ("p.getName().equals(p)", Call),
        ("new Foo(p)", Call),
    ],
)
def test_form(text: str, form: type[Expression]) -> None:
    """What other languages have as syntax becomes that syntax; all else is a call."""
    assert isinstance(_value(text), form)


def test_builder_is_assigned_to() -> None:
    """Appending to a text builder changes the variable, in a chain, too."""
    _, made = _statements('StringBuilder b = new StringBuilder("x"); b.append(p).append("y");')

    assert isinstance(made, Assign)
    assert (("b",)) == tuple([target.id for target in made.targets if isinstance(target, Name)])


def test_append_to_anything_else_is_a_call() -> None:
    """A method of the same name of another object is a call."""
    assert isinstance(_value("n.append(p)"), Call)


def test_field_and_variable() -> None:
    """A field is a member of `this`; a variable of the same name is not."""
    assert isinstance(_value("s"), Member)
    assert isinstance(_value("this.s"), Member)
    made = _statements("String s = p; g(s);")[1]
    assert isinstance(made, Evaluate)
    assert isinstance(made.expression, Call)

    assert isinstance(made.expression.arguments[0], Name)


def test_buffer_gets_what_is_read() -> None:
    """An array that is given to a method for its data gets them."""
    _, made = _statements("byte[] buffer = new byte[10]; in.read(buffer);")

    assert isinstance(made, Assign)
    assert isinstance(made.targets[0], Name)
    assert "buffer" == made.targets[0].id


def test_lambda_is_defined_before() -> None:
    """A lambda is a function that is defined before the statement in which it stands."""
    defined, called = _statements('run(x -> "a" + p);')

    assert isinstance(defined, Define)
    assert isinstance(called, Evaluate)


def test_anonymous_class() -> None:
    """The methods of an anonymous class are defined before the statement in which it is created."""
    defined, called = _statements("run(new Runnable() { public void run() { g(p); } });")

    assert isinstance(defined, Define)
    assert "run" == defined.function.name
    assert isinstance(called, Evaluate)
