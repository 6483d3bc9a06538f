"""A proof file and the log's key show that a record is in the log, to somebody who has nothing else."""

import base64

import pytest

from audit.merkle import ProofInvalid, inclusion_path, root_hash
from audit.proof import InclusionProof, check_inclusion, parse_proof
from tests.audit.signing import KEY, OTHER_KEY, TIMED_KEY, checkpoint_note
from tests.audit.trees import leaves

SIZE = 13
INDEX = 5


def _proof() -> InclusionProof:
    path = inclusion_path(INDEX, SIZE, lambda start, end: root_hash(leaves(end)[start:]))
    return InclusionProof(INDEX, path, checkpoint_note(SIZE, root_hash(leaves(SIZE))))


def test_a_proof_file_comes_back_and_proves() -> None:
    """Written, read and checked: the checkpoint that has the leaf."""
    proof = parse_proof(_proof().text())

    assert _proof() == proof
    assert SIZE == check_inclusion(leaves(SIZE)[INDEX], proof, [KEY, TIMED_KEY]).checkpoint.size


def test_extra_data_of_others_is_skipped() -> None:
    """The format allows a line of one's own; we trust it with nothing."""
    text = _proof().text().replace(b"\nindex", b"\nextra QUJD\nindex", 1)

    assert _proof() == parse_proof(text)


def test_another_record_or_another_key_proves_nothing() -> None:
    """A proof is for one leaf, at one place, under one log's key."""
    with pytest.raises(ProofInvalid, match="does not lead from this record at index 5"):
        check_inclusion(leaves(SIZE)[INDEX + 1], _proof(), [KEY])
    with pytest.raises(ProofInvalid, match="no trusted key"):
        check_inclusion(leaves(SIZE)[INDEX], _proof(), [OTHER_KEY])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"c2sp.org/tlog-proof@v1", b"c2sp.org/tlog-proof@v2"),
        (b"index 5", b"index 05"),
        (b"index 5", b"5"),
        (b"\n\n", b"\n"),
        (b"index 5\n", b"index 5\n!!!\n"),
        (b"index 5\n", b"index 5\nQUJD\n"),
        (b"index 5\n", "index 5\nä\n".encode()),
        (b"index 5\n", b"index 5\n" + (base64.b64encode(bytes(32)) + b"\n") * 65),
    ],
)
def test_other_bytes_are_no_proof(old: bytes, new: bytes) -> None:
    """What is not a proof file is refused."""
    with pytest.raises(ProofInvalid, match=r"a proof|path"):
        parse_proof(_proof().text().replace(old, new))
