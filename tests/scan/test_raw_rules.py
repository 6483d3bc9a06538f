"""Bash is scanned by rules over its raw text, also where the engine's own parser gives up a part."""

from gateway.bundles.rules import RAW_LANGUAGES
from gateway.scan.canary import FORMS
from tests.scan.semgrep_parts import rule, running

_RULES = [{key: value for key, value in rule("bash-curl", "", "bash").items() if key != "pattern"}]
_RULES[0]["pattern-regex"] = r"\bcurl -k\b"


def test_the_bundle_and_the_engine_agree() -> None:
    """The bundle refuses other rules exactly where the engine's complaints are no loss."""
    assert RAW_LANGUAGES == {language for language, form in FORMS.items() if form.has_raw_rules}


async def test_what_the_engine_reads_in_part_is_scanned_whole() -> None:
    """The canary is seen and the rule matches, whatever the parser says of another line."""
    async with running(rules=_RULES) as pool:
        result = await pool.scan("bash", "stop() {\n  echo >&2 'no notes'\n  curl -k https://example.com\n}\n")

        assert result.proof
        assert ("syntax",) == result.errors
        assert [("bash-curl", 3)] == [(match.rule, match.line) for match in result.matches]


async def test_what_swallows_the_canary_is_not_scanned() -> None:
    """A text that the parser cannot end gives no proof."""
    async with running(rules=_RULES) as pool:
        result = await pool.scan("bash", "echo 'notes\n")

        assert "" == result.proof
        assert result.errors
