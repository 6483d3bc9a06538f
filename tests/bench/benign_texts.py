"""
Makes a folder for `tests.bench.benign` of source trees: `python -m tests.bench.benign_texts TREE… FOLDER`.

From each file that parses, a few windows of whole lines are drawn, from the beginning of a statement to the end of
another, as a completion would hold them. The same trees give the same texts.
"""

import argparse
import ast
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tree_sitter import Node, Parser

from gateway.syntax.languages import detect
from gateway.syntax.parsing import LANGUAGES

LINES_MIN, LINES_MAX = 6, 60
_SEED: Final = 7
_FILE_BYTES_MAX: Final = 400_000
_WINDOWS_OF_FILE: Final = 3
_TEXTS_MAX: Final = 1_000
_LANGUAGES: Final = frozenset({"python", *LANGUAGES} - {"tsx", "bash", "dockerfile", "hcl"})
# Nobody's completion: made by a tool, copied from elsewhere, or about weak code on purpose.
_LEFT_OUT: Final = (
    "test",
    "spec",
    "mock",
    "fixture",
    "vendor",
    "node_modules",
    "generated",
    "dist",
    ".min.",
    "migrations",
)
# Kinds of nodes whose children are statements or declarations, by the end of their names in the grammars.
_HOLDERS: Final = (
    "block",
    "body",
    "program",
    "source_file",
    "translation_unit",
    "compilation_unit",
    "declaration_list",
)


def windows(language: str, code: str) -> list[str]:
    """Return every run of lines from one statement's beginning to another's end, of a length to draw from."""
    lines = code.split("\n")
    spans = _python_runs(code) if language == "python" else _runs(language, code)
    found = {(first, last) for run in spans for first, last in _pieces(run)}
    return ["\n".join(lines[first : last + 1]) for first, last in sorted(found)]


def _pieces(run: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the first and last lines of pieces of a run of statements that stand on lines of their own."""
    for at, (first, _) in enumerate(run):
        if at and run[at - 1][1] >= first:
            continue
        for beside, (_, last) in enumerate(run[at:], at):
            if last - first >= LINES_MAX:
                break
            is_alone = beside + 1 == len(run) or run[beside + 1][0] > last
            if is_alone and last - first + 1 >= LINES_MIN:
                yield first, last


def _runs(language: str, code: str) -> list[list[tuple[int, int]]]:
    root = Parser(LANGUAGES[language]).parse(code.encode()).root_node
    if root.has_error:
        return []
    return [[_rows(child) for child in node.named_children] for node in _nodes(root) if node.type.endswith(_HOLDERS)]


def _nodes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.named_children)


def _rows(node: Node) -> tuple[int, int]:
    """Return the lines of a node; one that ends with its line break does not reach the next."""
    ends_before = node.end_point.column == 0 and node.end_point.row > node.start_point.row
    return node.start_point.row, node.end_point.row - ends_before


def _python_runs(code: str) -> list[list[tuple[int, int]]]:
    try:
        module = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return []
    bodies = (getattr(node, name, None) for node in ast.walk(module) for name in ("body", "orelse", "finalbody"))
    return [[_python_rows(one) for one in body] for body in bodies if isinstance(body, list)]


def _python_rows(statement: ast.stmt) -> tuple[int, int]:
    decorators = [one.lineno for one in getattr(statement, "decorator_list", ())]
    return min([statement.lineno, *decorators]) - 1, (statement.end_lineno or statement.lineno) - 1


def drawn(trees: Iterable[Path], texts_max: int) -> Iterator[dict[str, str]]:
    """Return texts of each language, at most so many, drawn from the trees' files in an order that chance gives."""
    chance = random.Random(_SEED)  # noqa: S311 (samples, not secrets)
    files = sorted(path for tree in trees for path in tree.rglob("*") if _is_source(path, tree))
    chance.shuffle(files)
    count: dict[str, int] = defaultdict(int)
    for file in files:
        code = file.read_bytes().decode(errors="replace").replace("\r\n", "\n")
        language = detect(None, file.name, code)[0]
        if language not in _LANGUAGES or count[language] >= texts_max or "\N{REPLACEMENT CHARACTER}" in code:
            continue
        found = windows(language, code)
        for text in chance.sample(found, min(_WINDOWS_OF_FILE, len(found), texts_max - count[language])):
            count[language] += 1
            yield {"id": f"{language}/{file}", "language": language, "code": text}


def _is_source(path: Path, tree: Path) -> bool:
    name = str(path.relative_to(tree)).lower()
    is_wanted = not any(part in name for part in _LEFT_OUT)
    return is_wanted and path.is_file() and not path.is_symlink() and path.stat().st_size <= _FILE_BYTES_MAX


def main() -> int:
    """Write texts.jsonl into the folder and say how many texts of each language it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", nargs="+", type=Path, metavar="TREE", help="a folder of well-kept source code")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write texts.jsonl")
    parser.add_argument("--texts", type=int, default=_TEXTS_MAX, help="most texts of a language (default 1000)")
    chosen = parser.parse_args()
    count: dict[str, int] = defaultdict(int)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with (chosen.folder / "texts.jsonl").open("w") as out:
        for text in drawn(chosen.trees, chosen.texts):
            count[text["language"]] += 1
            out.write(json.dumps(text) + "\n")
    print("\n".join(f"{language:<12}{number:>6}" for language, number in sorted(count.items())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
