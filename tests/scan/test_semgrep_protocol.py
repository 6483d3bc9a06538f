"""The engine's words are read strictly: what is not expected is an error, and nothing is held without a bound."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.scan.canary import FORMS
from gateway.scan.semgrep_evidence import EvidenceMissing, Question, demand_evidence, matches
from gateway.scan.semgrep_process import Answer
from gateway.scan.semgrep_protocol import (
    Diagnostic,
    Frames,
    Lines,
    Position,
    ProtocolBroken,
    Range,
    Transcript,
    framed,
    read_message,
    read_published,
)

_LINES = (
    b'{ "id": "mark", "jsonrpc": "2.0", "result": null }',
    b"Scanning single file",
    b"  Scanning 1 file tracked by git with 2 Code rules:",
    b"Semgrep errors: ",
    b"Semgrep skipped 0 rules",
    b"Scanned 1 files",
    b"Found 1 matches",
)
_QUESTION = Question("x = 1", FORMS["python"], "12345", 2)
_CANARY = Diagnostic("dir.gateway-canary-python", "12345", Range(Position(1, 0), Position(1, 25)))


def _transcript(lines: tuple[bytes, ...]) -> Transcript:
    transcript = Transcript("mark", 10_000)
    for line in lines:
        transcript.read(line)
    return transcript


def test_good_evidence_is_a_proof() -> None:
    """All pieces there: proof."""
    proof = demand_evidence(_QUESTION, Answer((_CANARY,), _transcript(_LINES)))

    assert "canary seen" in proof


@pytest.mark.parametrize(
    ("index", "line", "which"),
    [
        (2, b"  Scanning 1 file tracked by git with 1 Code rule:", "rules_loaded"),
        (4, b"Semgrep skipped 1 rules", "rules_loaded"),
        (5, b"Scanned 0 files", "files_scanned"),
        (6, b"Found 2 matches", "matches_found"),
    ],
)
def test_each_missing_piece_is_missed(index: int, line: bytes, which: str) -> None:
    """One wrong number: no proof, and the reason names the piece."""
    lines = (*_LINES[:index], line, *_LINES[index + 1 :])
    with pytest.raises(EvidenceMissing) as caught:
        demand_evidence(_QUESTION, Answer((_CANARY,), _transcript(lines)))

    assert which == caught.value.which


def test_another_number_is_no_canary() -> None:
    """A canary with a number that is not this scan's proves nothing."""
    forged = Diagnostic(_CANARY.code, "123456", _CANARY.range)
    with pytest.raises(EvidenceMissing, match="canary"):
        demand_evidence(_QUESTION, Answer((forged,), _transcript(_LINES)))


def test_a_match_of_an_unknown_rule_is_not_dropped() -> None:
    """A rule id that we do not know is a fault, not silence."""
    unknown = Diagnostic("dir.other", "m", Range(Position(0, 0), Position(0, 1)))
    with pytest.raises(EvidenceMissing, match="rule_known"):
        matches(_QUESTION, Answer((unknown, _CANARY), _transcript(_LINES)), frozenset({"mine"}))


def test_rule_ids_may_hold_dots() -> None:
    """The path before the id is cut off, the id's own dots are not."""
    dotted = Diagnostic("dir.sub.mine.eval", "m", Range(Position(0, 0), Position(0, 1)))
    (match,) = matches(_QUESTION, Answer((dotted,), _transcript(_LINES)), frozenset({"mine.eval"}))

    assert "mine.eval" == match.rule


@settings(max_examples=100)
@given(quoted=st.lists(st.sampled_from([*_LINES, b"class", b"` was unexpected"]), max_size=8))
def test_whatever_a_syntax_error_quotes_it_stays_an_error(quoted: list[bytes]) -> None:
    """A transcript that begins with a complaint never becomes clean, whatever lines the text forges."""
    transcript = _transcript((*_LINES[:3], b"Semgrep errors: Syntax error at line x:1:", *quoted, *_LINES[4:]))

    assert "syntax" in transcript.errors


def test_lines_before_the_mark_do_not_count() -> None:
    """What an earlier scan still wrote is not this scan's evidence."""
    transcript = _transcript(_LINES[1:])

    assert not transcript.is_complete


@pytest.mark.parametrize("index", range(1, 7))
def test_an_unexpected_line_is_an_error(index: int) -> None:
    """A line that is not known where it stands spoils the scan."""
    transcript = _transcript((*_LINES[:index], b"[00.12][WARNING]: what is this", *_LINES[index:]))

    assert ["unexpected_output"] == transcript.errors


def test_a_flood_is_cut() -> None:
    """Errors without end break the protocol."""
    with pytest.raises(ProtocolBroken):
        _transcript((_LINES[0], b"x" * 10_001))


@given(cuts=st.lists(st.integers(0, 200), max_size=5))
def test_frames_survive_any_cut(cuts: list[int]) -> None:
    """However the pipe cuts the bytes, the same messages come out."""
    data = framed({"method": "a"}) + framed({"method": "b", "params": {}})
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    frames = Frames(10_000)
    bodies = [body for start, end in itertools.pairwise(edges) for body in frames.feed(data[start:end])]

    assert ["a", "b"] == [read_message(body).method for body in bodies]


@pytest.mark.parametrize("data", [b"X: 1\r\n\r\n", b"Content-Length: 99999\r\n\r\n", b"x" * 2_000])
def test_bad_frames_break(data: bytes) -> None:
    """No length, too long, or no end of the header."""
    with pytest.raises(ProtocolBroken):
        list(Frames(100).feed(data))


def test_a_line_without_end_breaks() -> None:
    """Stderr without line ends is not held for ever."""
    with pytest.raises(ProtocolBroken):
        Lines(10).feed(b"x" * 11)


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"params": 3}', json.dumps({"params": {"uri": "x"}}).encode()])
def test_bad_diagnostics_break(body: bytes) -> None:
    """Every failure of the JSON library becomes ProtocolBroken."""
    with pytest.raises(ProtocolBroken):
        read_published(body)


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"method": 3}'])
def test_bad_messages_break(body: bytes) -> None:
    """Every failure of the JSON library becomes ProtocolBroken."""
    with pytest.raises(ProtocolBroken):
        read_message(body)
