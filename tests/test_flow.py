"""The last check: nothing leaves unless text, scan report, record and receipt agree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import ReleaseRefused
from gateway.flow import judge, release
from gateway.policy.bundle import Bundle
from gateway.values import Action, Candidate, Decision, Prompt, Receipt, Sampling, ScanReport, sha256_hex
from tests import samples
from tests.fakes.bundle import small_bundle


class _Seal:
    """A seal that knows one signature."""

    def is_genuine(self, receipt: Receipt) -> bool:
        return receipt.signature == b"genuine"


def _receipt(text: str) -> Receipt:
    return Receipt("018f-request", "record", "leaf", sha256_hex(text), samples.REVISION, 1, "key", b"genuine")


def test_what_agrees_is_released() -> None:
    """The released text is the decided one, with its receipt."""
    completion = release(
        samples.request(), [(samples.candidate("1 + 1"), samples.decision("1 + 1"))], [_receipt("1 + 1")], _Seal()
    )

    assert ["1 + 1"] == [choice.text for choice in completion.choices]
    assert Action.ALLOW is completion.action


def test_a_block_releases_nothing() -> None:
    """A block is an answer with empty text and its own receipt."""
    blocked = samples.decision("eval(x)", Action.BLOCK)
    completion = release(samples.request(), [(samples.candidate("eval(x)"), blocked)], [_receipt("")], _Seal())

    assert [("", "content_filter")] == [(choice.text, choice.finish_reason) for choice in completion.choices]


_GOOD = samples.decision("1 + 1")
_OTHER = "os.system(x)"


@pytest.mark.parametrize(
    "decision",
    [
        replace(_GOOD, text=_OTHER),
        replace(_GOOD, text=_OTHER, text_sha256=sha256_hex(_OTHER)),
        replace(_GOOD, text_sha256=sha256_hex(_OTHER)),
        replace(_GOOD, report=samples.report(_OTHER)),
        replace(_GOOD, report=replace(_GOOD.report, policy_revision="sha256:other")),
        replace(_GOOD, action=Action.BLOCK),
        replace(_GOOD, report=replace(_GOOD.report, evidence=())),
    ],
    ids=["text", "text and hash", "hash", "report", "policy", "a block with text", "no evidence"],
)
def test_a_decision_that_disagrees_is_refused(decision: Decision) -> None:
    """Each way in which text and report can differ stops the release."""
    receipt = _receipt("" if decision.action is Action.BLOCK else "1 + 1")
    with pytest.raises(ReleaseRefused):
        release(samples.request(), [(samples.candidate("1 + 1"), decision)], [receipt], _Seal())


@pytest.mark.parametrize(
    "changes",
    [
        {"text_sha256": sha256_hex(_OTHER)},
        {"request_id": "018f-other"},
        {"policy_revision": "sha256:other"},
        {"signature": b"forged"},
    ],
    ids=["another text", "another request", "another policy", "forged"],
)
def test_a_receipt_that_disagrees_is_refused(changes: dict[str, object]) -> None:
    """A receipt of another record, or one that the ledger did not sign, releases nothing."""
    receipt = replace(_receipt("1 + 1"), **changes)  # type: ignore[arg-type]
    with pytest.raises(ReleaseRefused):
        release(samples.request(), [(samples.candidate("1 + 1"), _GOOD)], [receipt], _Seal())


@given(st.text(max_size=30), st.text(max_size=30))
def test_never_another_text_than_the_scanned_one(scanned: str, other: str) -> None:
    """Whatever the two texts are: release raises, or they are equal."""
    decision = replace(samples.decision(scanned), text=other)
    try:
        completion = release(samples.request(), [(samples.candidate(scanned), decision)], [_receipt(scanned)], _Seal())
    except ReleaseRefused:
        return

    assert [scanned] == [choice.text for choice in completion.choices]


class _Forgetful:
    """A scanner that drops what follows the first line, and finds the weakness of that line only when it is alone."""

    def __init__(self) -> None:
        """Start with nothing scanned."""
        self.scanned: list[str] = []

    async def scan(self, candidate: Candidate, _prompt: Prompt, _policy: Bundle) -> ScanReport:
        """Return the report."""
        self.scanned.append(candidate.text)
        head, _, tail = candidate.text.partition("\n")
        findings = () if tail else (samples.finding(),)
        text = f"{head}\n"
        return replace(samples.report(text, *findings), dropped_chars=len(candidate.text) - len(text))

    async def probe(self) -> None:
        """Find nothing amiss."""


async def test_every_trim_is_scanned_again_by_itself() -> None:
    """Also the head that is left when only a tail was dropped: together with the tail it read differently."""
    scanner = _Forgetful()
    bundle = small_bundle()
    prompt = Prompt("", "", "", "python", "declared", None, Sampling())
    decision = await judge(samples.candidate("eval(x)\nand (\n"), prompt, bundle, bundle.profiles["standard"], scanner)

    assert ["eval(x)\nand (\n", "eval(x)\n"] == scanner.scanned
    assert (Action.BLOCK, "") == (decision.action, decision.text)
