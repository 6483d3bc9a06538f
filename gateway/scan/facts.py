"""What Bandit and the API policy report, before it becomes findings. Pure, so the gateway need not load engines."""

from dataclasses import dataclass
from typing import Final

DYNAMIC_RULE: Final = "api-dynamic"
UNLISTED_RULE: Final = "api-unlisted"
DYNAMIC_CAPABILITY: Final = "dynamic-code"
BANDIT_TESTS_COUNT: Final = 43  # in Bandit 1.9.4, its blacklist counted as one; a test pins it


@dataclass(frozen=True, slots=True)
class ApiFact:
    """
    One use of the house's interest, in the analysed text: lines from 1, columns from 1.

    `entry` is the catalogue's own name or, for a dynamic fact, a fixed text. Columns count UTF-8 bytes inside the
    engine and code points outside the worker.
    """

    rule: str
    capability: str | None
    entry: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class BanditMatch:
    """
    One issue, without its text: lines from 1, columns from 1.

    Columns count UTF-8 bytes inside the engine, where `end_column` 0 means the line's end, and code points outside the
    worker.
    """

    test: str
    severity: str
    confidence: str
    cwe: int
    line: int
    column: int
    end_line: int
    end_column: int
