"""What the worker's engines report, before it becomes findings. Pure, so the gateway need not load engines."""

from dataclasses import dataclass
from typing import Final

DYNAMIC_RULE: Final = "api-dynamic"
UNLISTED_RULE: Final = "api-unlisted"
UNKNOWN_API_RULE: Final = "unknown_api"
DYNAMIC_CAPABILITY: Final = "dynamic-code"
BANDIT_TESTS_COUNT: Final = 43  # in Bandit 1.9.4, its blacklist counted as one; a test pins it
FLOW_LANGUAGES: Final = frozenset(
    {"c", "cpp", "csharp", "go", "java", "javascript", "php", "python", "rust", "typescript"}
)  # those of `front_ends`, which the gateway need not load; a test pins it


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
class ImportFact:
    """A module that the text imports, in the language's spelling; places as in `ApiFact`. Never shown to anybody."""

    module: str
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


@dataclass(frozen=True, slots=True)
class FlowMatch:
    """
    One call or setting that the data flow has judged: lines from 1, columns from 1.

    `weakness` is its name in the bundle, without `flow-`. `safe` says in words why it is none; empty if it is one.
    Without `confidence` too, it is a call of which nothing can be said: no finding, and no refutation of one.
    `by_name`: a function that is known by nothing but its name says that it makes this safe.
    Columns count UTF-8 bytes inside the engine and code points outside the worker.
    """

    weakness: str
    confidence: str
    safe: str
    line: int
    column: int
    end_line: int
    end_column: int
    by_name: bool = False
