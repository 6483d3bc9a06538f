"""Every rule of the shipped bundle does to its samples what they say, run by the real, warm Semgrep."""

from gateway.bundles import check
from gateway.scan.semgrep_pool import SemgrepPool
from gateway.scan.semgrep_settings import SemgrepSettings
from tests.standard import FOLDER, standard


async def test_every_rule_flags_and_passes_its_samples() -> None:
    """No marked line is missed, none is flagged in error, and every scan comes with its proof."""
    bundle = standard()
    settings = SemgrepSettings(processes_count=1, scan_ms_max=5_000, call_ms_max=12_000)
    pool = SemgrepPool(settings, bundle.semgrep_rules, bundle.rule_count)
    errors: list[tuple[str, ...]] = []

    async def scan(language: str, text: str) -> tuple[tuple[str, int], ...]:
        result = await pool.scan(language, text)
        errors.extend([result.errors] if result.errors else [])
        return tuple((match.rule, match.line) for match in result.matches)

    async def flow(_language: str, _text: str) -> frozenset[str] | None:
        return None

    await pool.start()
    try:
        report = await check(FOLDER, scan, flow)
    finally:
        await pool.stop()

    assert [] == errors
    assert () == report.failures
    assert bundle.rule_count == len(report.rules)
