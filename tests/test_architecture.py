"""Things that the reader may rely on, checked on the source itself; planted cheats show that the checks can fail."""

from pathlib import Path

import pytest

from tests.architecture import cheats

ROOT = Path(__file__).parent.parent
PRODUCT = [*sorted((ROOT / "gateway").rglob("*.py")), *sorted((ROOT / "audit").rglob("*.py"))]

PLANTED = {
    "a receipt by name": "from gateway.values import Receipt\nr = Receipt('a')",
    "a receipt by alias": "from gateway.values import Receipt as R\nr = R('a')",
    "a receipt by assignment": "from gateway.values import Receipt\nR = Receipt\nr = R('a')",
    "a receipt through the module": "from gateway import values\nr = values.Receipt('a')",
    "a receipt without its constructor": "from gateway.values import Receipt\nr = object.__new__(Receipt)",
    "a receipt by replacement": "from dataclasses import replace\nr = replace(receipt, text_sha256='x')",
    "a completion by name": "from gateway.values import Completion\nc = Completion(1)",
    "a changed completion": "from dataclasses import replace\nc = replace(completion, choices=())",
    "a changed choice": "import copy\nc = copy.replace(choice, text='os.system(x)')",
    "a frozen field overwritten": "object.__setattr__(choice, 'text', 'os.system(x)')",
    "a receipt by another's type": "r = type(old)('a')",
    "a receipt's subclass": "from gateway.values import Receipt\nclass R(Receipt): pass",
    "a receipt by partial": "from gateway.values import Receipt\nr = functools.partial(Receipt)('a')",
    "a receipt through an alias of the module": "from gateway import values\nR = values.Receipt\nr = R()",
    "a receipt by its name": "from gateway import values\nr = getattr(values, 'Receipt')('a')",
    "the model asked at the edge": "text = edge.house.model.generate(prompt, 1)",
    "a blocked text": "text = choice.decision.report.text",
    "the model's own text": "text = candidate.generated.text",
    "a release at the edge": "from gateway.flow import release",
    "everything suppressed": "with contextlib.suppress(Exception):\n    scan()",
    "everything by its full name": "try:\n    scan()\nexcept builtins.Exception:\n    pass",
    "everything by another name": "E = Exception",
    "an error swallowed": "try:\n    scan()\nexcept Exception:\n    pass",
    "an error swallowed in company": "try:\n    scan()\nexcept (ValueError, BaseException):\n    pass",
    "any error swallowed": "try:\n    scan()\nexcept:\n    pass",
}


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_cheats(path: Path) -> None:
    """Only the ledger makes receipts, only the flow makes what leaves, nobody swallows everything."""
    assert [] == cheats(str(path.relative_to(ROOT)), path.read_text())


@pytest.mark.parametrize("source", PLANTED.values(), ids=PLANTED)
def test_planted_cheats_are_caught(source: str) -> None:
    """Each way round the rule that we could think of is seen."""
    assert 1 == len(cheats("gateway/http/cheat.py", source))


def test_the_flow_stays_readable_in_one_sitting() -> None:
    """flow.py is the file that a newcomer reads first: under 150 lines, and no except."""
    lines = (ROOT / "gateway" / "flow.py").read_text().count("\n")

    assert lines < 150


def test_no_file_outgrows_its_reader() -> None:
    """No file of the product is longer than 500 lines."""
    long = [str(path) for path in PRODUCT if path.read_text().count("\n") > 500]

    assert [] == long
