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
from collections.abc import Iterator
from itertools import zip_longest
from types import TracebackType
from typing import Any, Final

from gateway.scan.facts import BanditMatch

with warnings.catch_warnings():
    # Bandit 1.9.4 calls stevedore in a way that is deprecated; nothing that we could change.
    warnings.simplefilter("ignore", DeprecationWarning)
    import bandit
    from bandit.core.config import BanditConfig
    from bandit.core.context import Context
    from bandit.core.node_visitor import BanditNodeVisitor
    from bandit.core.test_set import BanditTestSet
    from bandit.core.tester import BanditTester

_FILE_NAME: Final = "./completion.py"
# One object stands for every `+` or `<` of all texts: a mark on it would outlive its text, and nothing tests them.
_SHARED: Final = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)
_CHILDLESS: Final = frozenset({ast.Name, ast.Constant, ast.alias})
_BIDIRECTIONAL: Final = "B613"  # needs what ASCII has not, unless a coding cookie turns ASCII into something else
_NO_COLUMN: Final = -1
_NAMESPACES: Final = frozenset({ast.FunctionDef, ast.ClassDef})


class BanditTestCrashed(Exception):
    """A Bandit test failed on this text, so the text was not fully analysed."""


class _Tester(BanditTester):  # type: ignore[misc]  # Bandit has no types
    """Bandit's tester, deaf to `# nosec`; a test that crashes ends the run."""

    def run_tests(self, raw_context: dict[str, Any], checktype: str) -> None:
        """
        Run the tests of one kind of node. Raises BanditTestCrashed, where Bandit would only log.

        Bandit copies the context for each of its tests, about thirty times for a call; none of them changes it.
        """
        context = Context(raw_context)
        with _Crash():
            for test in self.testset.get_tests(checktype):
                issue = test(context, test._config) if hasattr(test, "_config") else test(context)  # noqa: SLF001 - how Bandit configures its tests
                if issue is not None:
                    self.results.append(_completed(issue, test._test_id, raw_context))  # noqa: SLF001 - how Bandit names its tests


class _Crash:
    """Whatever error ends the block, it is a BanditTestCrashed to the outside."""

    def __enter__(self) -> None:
        """Change nothing."""

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None) -> None:
        """Raise BanditTestCrashed if the block failed."""
        if isinstance(error, Exception):
            raise BanditTestCrashed from error


def _completed(issue: "bandit.Issue", test_id: str, context: dict[str, Any]) -> "bandit.Issue":
    """Return an issue with what its test left to Bandit: its number, and the place of the node that was looked at."""
    issue.test_id = issue.test_id or test_id
    issue.lineno = context["lineno"] if issue.lineno is None else issue.lineno
    issue.linerange = issue.linerange or context["linerange"]
    issue.col_offset = context["col_offset"] if issue.col_offset == _NO_COLUMN else issue.col_offset
    issue.end_col_offset = context.get("end_col_offset", 0)
    return issue


class _Visitor(BanditNodeVisitor):  # type: ignore[misc]  # Bandit has no types
    """Bandit's visitor without its work for nothing: no scores, and only nodes that are looked at get a context."""

    def __init__(self, text: str, tests: BanditTestSet, looked_at: frozenset[type[ast.AST]]) -> None:
        """Take the text, the tests, and the kinds of nodes that a test or Bandit's own memory asks for."""
        super().__init__(
            fname=_FILE_NAME,
            fdata=io.BytesIO(text.encode()),
            metaast=None,
            testset=tests,
            debug=False,
            nosec_lines={},
            metrics=None,
        )
        self.tester = _Tester(tests, debug=False, nosec_lines={}, metrics=None)
        self._looked_at = looked_at

    def generic_visit(self, node: ast.AST) -> None:
        """Run the tests on everything below the node, parents first."""
        for child in _marked_children(node):
            kind = type(child)
            if kind in self._looked_at:
                self.pre_visit(child)
                self.visit(child)
            if kind not in _CHILDLESS:
                self.generic_visit(child)
            if kind in _NAMESPACES:
                self.post_visit(child)

    def update_scores(self, scores: object) -> None:
        """Keep no scores; nobody reads them."""


def _marked_children(node: ast.AST) -> list[ast.AST]:
    """Return a node's children in order, each with the marks that Bandit's tests read: its parent, what follows it."""
    children: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            for item, sibling in zip_longest(value, value[1:]):
                if isinstance(item, ast.AST) and not isinstance(item, _SHARED):
                    _mark(item, node, sibling)
                    children.append(item)
        elif isinstance(value, ast.AST) and not isinstance(value, _SHARED):
            _mark(value, node, None)
            children.append(value)
    return children


def _mark(node: Any, parent: ast.AST, sibling: object) -> None:  # noqa: ANN401 - the marks are no part of the type
    node._bandit_parent = parent  # noqa: SLF001 - Bandit's own mark
    node._bandit_sibling = sibling  # noqa: SLF001 - Bandit's own mark


class BanditEngine:
    """Bandit, warm. Use it from one thread."""

    def __init__(self, *, tests_only: tuple[str, ...] = ()) -> None:
        """Load the plugins: all, or only `tests_only` (for tests of what happens when some are missing)."""
        # Bandit logs what it reads; nothing of a text may reach a log.
        logging.getLogger("bandit").setLevel(logging.CRITICAL + 1)
        profile = {"include": list(tests_only)} if tests_only else {}
        self._tests = BanditTestSet(BanditConfig(), profile)
        self._looked_at = frozenset(filter(self._is_looked_at, _kinds()))
        self.version: str = bandit.__version__
        self.tests_count = len(self._tests.plugins)

    def analyse(self, tree: ast.Module, text: str, secret: str) -> tuple[list[BanditMatch], bool]:
        """
        Return the issues, and whether Bandit saw `secret` as a hard-coded password: the canary's proof.

        `tree` is `text` parsed; Bandit leaves marks on it. Raises BanditTestCrashed, and RecursionError when the text
        nests too deeply.
        """
        visitor = _Visitor(text, self._tests, self._looked_at)
        visitor.generic_visit(tree)
        if self._reads_file(text):
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

    def _reads_file(self, text: str) -> bool:
        """Tell whether a test of the whole file may find something, which the test for bidirectional marks may not."""
        may_hold_marks = not text.isascii() or "coding" in text
        return may_hold_marks or any(test._test_id != _BIDIRECTIONAL for test in self._tests.get_tests("File"))  # noqa: SLF001 - how Bandit names its tests

    def _is_looked_at(self, kind: type[ast.AST]) -> bool:
        return hasattr(_Visitor, f"visit_{kind.__name__}") or kind.__name__ in self._tests.tests


def _kinds() -> Iterator[type[ast.AST]]:
    """Yield the kinds of nodes that a tree can have."""
    return (kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST))


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
