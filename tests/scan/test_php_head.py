"""A fragment of PHP is shown to Semgrep behind an opening tag, which moves no place."""

from gateway.scan.canary import FORMS
from gateway.scan.semgrep_evidence import Match
from gateway.scan.semgrep_pool import SemgrepPool
from tests.scan.semgrep_parts import RULES, question, rule, running

_RULES = [*RULES, rule("php-eval", "eval(...)", "php")]


def test_only_a_fragment_gets_a_head() -> None:
    """What begins with the tag is left as it is."""
    form = FORMS["php"]

    assert ("<?php\n", "", "") == (form.head_for("$a = 1;"), form.head_for(" <?php\n$a = 1;"), FORMS["go"].head_for(""))
    assert question("$a;", "php").data().startswith(b"<?php\n$a;\n")


async def _matches(pool: SemgrepPool, text: str) -> tuple[Match, ...]:
    result = await pool.scan("php", text)

    assert result.proof
    return result.matches


async def test_places_are_those_of_the_text() -> None:
    """With and without the tag, a match has the line and column that it has in the text as given."""
    async with running(rules=_RULES) as pool:
        assert (Match("php-eval", 1, 1, 1, 9),) == await _matches(pool, "eval($x);")
        assert (Match("php-eval", 3, 3, 3, 11),) == await _matches(pool, "<?php\n\n  eval($x);\n")
        assert (Match("php-eval", 2, 3, 2, 11),) == await _matches(pool, "\n  eval($x);\n")
