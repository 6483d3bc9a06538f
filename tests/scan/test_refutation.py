"""What the data flow understands to be safe refutes reports of that very call, and of nothing else."""

import pytest

from gateway.scan.facts import BanditMatch, FlowMatch
from gateway.scan.families import families
from gateway.scan.refutation import Refutations
from gateway.values import Standing
from tests.fakes.flow import RULES


def flow(weakness: str, safe: str, *place: int) -> FlowMatch:
    """Return a verdict at a place."""
    line, column, end_line, end_column = place
    return FlowMatch(weakness, "" if safe else "high", safe, line, column, end_line, end_column)


def reason(cwe: str, place: tuple[int, int, int, int], *verdicts: FlowMatch) -> str:
    """Return why a report at a place is wrong."""
    line, column, end_line, end_column = place
    at = BanditMatch("B000", "high", "high", 0, line, column, end_line, end_column)
    return Refutations(verdicts, RULES).reason((cwe,), at)


CALL = (2, 5, 2, 30)
SAFE = flow("command-injection", "a constant", *CALL)
SAFE_SQL = flow("sql-injection", "a constant", 2, 5, 4, 6)


def test_a_report_of_the_call_is_refuted() -> None:
    """Same place, same weakness, whatever CWE of its family the other engine names."""
    assert ("a constant", "a constant") == (reason("CWE-78", CALL, SAFE), reason("CWE-88", CALL, SAFE))


def test_a_report_of_the_calls_statement_is_refuted() -> None:
    """`x = call(...)` is a report of the call, too, on one line or a few."""
    assert ["a constant"] * 2 == [reason("CWE-78", place, SAFE) for place in ((2, 1, 2, 31), (1, 1, 3, 1))]


def test_a_report_of_a_statements_text_is_refuted() -> None:
    """Of SQL, tools report the text that is put together, which stands among the call's arguments."""
    assert "a constant" == reason("CWE-89", (3, 9, 3, 20), SAFE_SQL)


@pytest.mark.parametrize(
    ("cwe", "place"),
    [
        ("CWE-89", CALL),
        ("CWE-78", (2, 10, 2, 20)),
        ("CWE-78", (2, 5, 2, 20)),
        ("CWE-78", (1, 1, 9, 1)),
        ("CWE-78", (2, 5, 2, 40)),
        ("CWE-78", (2, 31, 2, 40)),
        ("CWE-78", (3, 5, 3, 30)),
    ],
)
def test_other_reports_stand(cwe: str, place: tuple[int, int, int, int]) -> None:
    """Another weakness, a call among the arguments, another chain, many lines, the next call, another line."""
    assert "" == reason(cwe, place, SAFE)


def test_what_the_data_flow_reports_itself_is_not_refuted() -> None:
    """Where a safe and a dangerous call overlap the report, it stands."""
    assert "" == reason("CWE-78", (2, 1, 2, 60), SAFE, flow("command-injection", "", 2, 40, 2, 50))


def test_what_the_data_flow_cannot_judge_is_not_refuted() -> None:
    """A call beside it, of which nothing can be said, may be the one that the report is about."""
    assert "" == reason("CWE-78", (1, 1, 3, 1), SAFE, FlowMatch("command-injection", "", "", 2, 35, 2, 40))
    assert "a constant" == reason("CWE-78", (1, 1, 2, 40), SAFE, FlowMatch("command-injection", "", "", 3, 1, 3, 10))


def test_unknown_weaknesses_refute_nothing() -> None:
    """A weakness without a catalogue entry has no CWE that could be compared."""
    assert "" == reason("CWE-78", CALL, flow("unheard-of", "a constant", *CALL))


def test_a_reason_never_carries_code() -> None:
    """A worker that was taken over cannot get a text into a record or an answer."""
    bad = flow("command-injection", 'x = "secret"', *CALL)

    assert "it is understood" == reason("CWE-78", CALL, bad)


def test_families_are_named_by_their_first() -> None:
    """A CWE without a family is its own."""
    assert {"CWE-94", "CWE-502"} == families(("CWE-95", "CWE-1336", "CWE-502"))


LOOKED = FlowMatch("command-injection", "", "", *CALL)
SAFE = flow("command-injection", "a constant", *CALL)


@pytest.mark.parametrize(
    ("owner", "line", "verdicts", "standing"),
    [
        ("command-injection", 2, (SAFE,), Standing.REFUTED),
        ("command-injection", 2, (LOOKED,), Standing.UNFOLLOWED),
        ("command-injection", 2, (SAFE, LOOKED), Standing.UNFOLLOWED),
        ("command-injection", 2, (SAFE, FlowMatch("command-injection", "low", "", *CALL)), Standing.FIRM),
        ("command-injection", 2, (FlowMatch("command-injection", "low", "", *CALL, by_name=True),), Standing.BY_NAME),
        ("command-injection", 3, (LOOKED,), Standing.FIRM),
        ("code-injection", 2, (LOOKED,), Standing.FIRM),
        ("", 2, (LOOKED,), Standing.FIRM),
        ("command-injection", 2, (), Standing.FIRM),
    ],
)
def test_the_owner_settles_what_it_has_looked_at(
    owner: str, line: int, verdicts: tuple[FlowMatch, ...], standing: Standing
) -> None:
    """A weakness settles the reports of its rules at calls that it looked at without reporting them, no others."""
    at = BanditMatch("B000", "high", "high", 0, line, 1, line, 40)

    assert standing == Refutations(verdicts, RULES).standing(owner, at)
