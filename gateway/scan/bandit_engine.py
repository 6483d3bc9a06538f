"""
Runs Bandit in memory on one parsed text: plugins loaded once, no files, no `# nosec`.

Bandit swallows three things that must not look like "clean": a syntax error, a plugin that crashes, and an empty set of
plugins. Here the caller parses, a crash raises `BanditTestCrashed`, and `tests_count` tells how many were loaded.
Bandit's own issue texts quote the code, so they never leave this module except through the canary's check.
"""

import ast
import io
import logging
import warnings
from typing import Final

from gateway.scan.facts import BanditMatch

with warnings.catch_warnings():
    # Bandit 1.9.4 calls stevedore in a way that is deprecated; nothing that we could change.
    warnings.simplefilter("ignore", DeprecationWarning)
    import bandit
    from bandit.core.config import BanditConfig
    from bandit.core.manager import BanditManager
    from bandit.core.meta_ast import BanditMetaAst
    from bandit.core.metrics import Metrics
    from bandit.core.node_visitor import BanditNodeVisitor

_FILE_NAME: Final = "./completion.py"


class BanditTestCrashed(Exception):
    """A Bandit test failed on this text, so the text was not fully analysed."""


class _Visitor(BanditNodeVisitor):  # type: ignore[misc]  # Bandit has no types
    """Bandit's visitor without its work for nothing: no scores, and no tests asked for nodes that none looks at."""

    def visit(self, node: ast.AST) -> None:
        """Run the tests for this kind of node, if there are any or Bandit must remember it."""
        kind = type(node).__name__
        if hasattr(self, f"visit_{kind}") or kind in self.testset.tests:
            super().visit(node)

    def update_scores(self, scores: object) -> None:
        """Keep no scores; nobody reads them."""


class BanditEngine:
    """Bandit, warm. Use it from one thread."""

    def __init__(self, *, tests_only: tuple[str, ...] = ()) -> None:
        """Load the plugins: all, or only `tests_only` (for tests of what happens when some are missing)."""
        # Bandit logs what it reads; nothing of a text may reach a log.
        logging.getLogger("bandit").setLevel(logging.CRITICAL + 1)
        profile = {"include": list(tests_only)} if tests_only else {}
        manager = BanditManager(BanditConfig(), "file", profile=profile)
        self._tests = manager.b_ts
        self.version: str = bandit.__version__
        self.tests_count = len(self._tests.plugins)

    def analyse(self, tree: ast.Module, text: str, secret: str) -> tuple[list[BanditMatch], bool]:
        """
        Return the issues, and whether Bandit saw `secret` as a hard-coded password: the canary's proof.

        `tree` is `text` parsed; Bandit leaves marks on it. Raises BanditTestCrashed, and RecursionError when the text
        nests too deeply.
        """
        visitor = self._visitor(text)
        visitor.generic_visit(tree)
        visitor.context = {
            "file_data": visitor.fdata,
            "filename": _FILE_NAME,
            "lineno": 0,
            "linerange": [0, 1],
            "col_offset": 0,
        }
        visitor.tester.run_tests(visitor.context, "File")
        matches: list[BanditMatch] = []
        was_seen = False
        for issue in visitor.tester.results:
            was_seen = was_seen or (issue.test_id == "B105" and issue.text.endswith(f"'{secret}'"))
            matches.append(_match(issue))
        return matches, was_seen

    def _visitor(self, text: str) -> _Visitor:
        metrics = Metrics()
        metrics.begin(_FILE_NAME)
        no_excuses: dict[int, set[str]] = {}
        visitor = _Visitor(
            fname=_FILE_NAME,
            fdata=io.BytesIO(text.encode()),
            metaast=BanditMetaAst(),
            testset=self._tests,
            debug=False,
            nosec_lines=no_excuses,
            metrics=metrics,
        )
        visitor.tester.report_error = _raise_crash
        return visitor


def _raise_crash(test: str, _context: object, error: Exception) -> None:
    raise BanditTestCrashed(test) from error


def _match(issue: "bandit.Issue") -> BanditMatch:
    """Return where the issue is; all of a call's lines if Bandit mixes an argument's line with the call's columns."""
    named = max(issue.lineno or 1, 1)
    line = max(min([named, *issue.linerange]), 1)
    end_line = max([named, *issue.linerange])
    is_exact = line == named
    return BanditMatch(
        test=issue.test_id,
        severity=issue.severity.lower(),
        confidence=issue.confidence.lower(),
        cwe=issue.cwe.id,
        line=line,
        column=max(issue.col_offset, 0) + 1 if is_exact else 1,
        end_line=end_line,
        end_column=issue.end_col_offset + 1 if end_line == line and issue.end_col_offset else 0,
    )
