"""What a database holds, shown as markup; members of a request that nobody names; constants that are bytes."""

from typing import Final

import pytest

from tests.dataflow.languages import Spoken

PYTHON: Final = Spoken("python")
PHP: Final = Spoken("php")
SCRIPT: Final = "cross-site-scripting"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"<li>" + row["title"] + "</li>"', True),
        ('"<li>" + str(row["title"]).upper() + "</li>"', True),
        ('"<li>" + html.escape(row["title"]) + "</li>"', False),
        ('"<li>" + str(row["id"]) + "</li>"', False),
        ('"title: " + row["title"]', False),
    ],
)
def test_rows_as_markup(line: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A text of a row is no markup; that it is a number, its name tells."""
    program = f"import html\ndef page(cursor):\n    row = cursor.fetchone()\n    return {line}\n"

    assert expected == (SCRIPT in PYTHON.found(program))


@pytest.mark.parametrize(
    ("line", "expected"),
    [("$request->title", True), ("$request->attributes->get('a')", False), ("$request->getMethod()", False)],
)
def test_members_of_a_request(line: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """Any member of a request is what was sent, but for those of which something else is known."""
    program = f"<?php\nfunction f(Request $request) {{ echo '<p>' . {line}; }}\n"

    assert expected == (SCRIPT in PHP.found(program))


@pytest.mark.parametrize(("salt", "expected"), [('b"salt"', True), ('"salt"', True), ('b""', False), ("salt", False)])
def test_a_constant_of_bytes(salt: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """What is said of a constant text holds of bytes, too."""
    program = f"import hashlib\ndef f(p, salt):\n    return hashlib.scrypt(p, salt={salt}, n=32768, r=8, p=1)\n"

    assert expected == ("constant-salt" in PYTHON.found(program))
