"""What names of classes stand for."""

from gateway.dataflow.java_names import Classes
from gateway.dataflow.tree import Call, Define, DefineClass, Evaluate, Import, Name
from tests.dataflow_java.running import program

_KNOWN: Classes = {"File": ("java.io.File",), "Date": ("java.sql.Date", "java.util.Date"), "Long": ("java.lang.Long",)}


def _created(head: str, name: str) -> str:
    """Return how the class is called that a method creates."""
    made = program(f"{head} class A {{ void f() {{ g(new {name}()); }} }}", _KNOWN)
    owner = next(one for one in made.body if isinstance(one, DefineClass) and one.name == "A")
    method = next(one for one in owner.body if isinstance(one, Define))
    statement = method.function.body[0]
    assert isinstance(statement, Evaluate)
    assert isinstance(statement.expression, Call)
    created = statement.expression.arguments[0]
    assert isinstance(created, Call)
    assert isinstance(created.function, Name)
    return created.function.id


def test_import() -> None:
    """An imported class is called as the import says."""
    assert "org.other.File" == _created("import org.other.File;", "File")


def test_import_of_package() -> None:
    """A class of an imported package is looked for among the known ones of that package."""
    assert "java.util.Date" == _created("import java.util.*;", "Date")


def test_implicit_package() -> None:
    """Nobody imports the classes of the language."""
    assert "java.lang.Long" == _created("", "Long")


def test_fragment_without_imports() -> None:
    """Without any import a class is the one that is known by that name."""
    assert "java.io.File" == _created("", "File")


def test_qualified() -> None:
    """A class may be called by its full name at once."""
    assert "java.io.File" == _created("", "java.io.File")


def test_own_class() -> None:
    """A class of the file itself is that class, whatever is known, and however it is called."""
    assert "File" == _created("class File {}", "File")
    assert "Inner" == _created("class B { static class Inner {} }", "B.Inner")


def test_moved_packages() -> None:
    """`jakarta` is what `javax` was."""
    assert "javax.servlet.http.Cookie" == _created("import jakarta.servlet.http.Cookie;", "Cookie")


def test_unknown_class() -> None:
    """A class of which nothing is known keeps its name."""
    assert "Something" == _created("", "Something")


def test_used_classes_are_modules() -> None:
    """Classes that are used are announced, so that their methods are functions."""
    made = program("class A { void f() { File.list(); } }", _KNOWN).body[0]

    assert isinstance(made, Import)
    assert ("java.io.File", "java.io.File") in made.names
