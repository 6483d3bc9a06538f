"""Notes are read as C2SP writes them; whoever changes a byte of one is found out."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from audit.note import NOTE_BYTES_MAX, TIMED, NoteInvalid, VerifierKey, keys_of_pem, open_note, split_note
from tests.audit.signing import KEY, ORIGIN, OTHER_KEY, OTHER_PRIVATE, PRIVATE, TIMED_KEY, plain_line, timed_line

# The example of Go's note package, by which signed notes came into the world.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
TEXT = "one\ntwo\n"
NOTE = f"{TEXT}\n{plain_line(TEXT)}{timed_line(TEXT, 1_790_000_000)}"


def test_the_example_of_the_first_implementation_verifies() -> None:
    """A note and a key that another implementation made."""
    key = VerifierKey.parse(GO_KEY)

    assert GO_KEY == str(key)
    assert GO_NOTE.partition("\n\n")[0] + "\n" == open_note(GO_NOTE.encode(), [key]).text


def test_a_timed_signature_says_when() -> None:
    """Both kinds of signature verify; only one states a time."""
    note = open_note(NOTE.encode(), [KEY, TIMED_KEY])

    assert [(KEY, None), (TIMED_KEY, 1_790_000_000)] == [(one.key, one.time_s) for one in note.signatures]


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_no_changed_note_is_the_note(place: int, bit: int) -> None:
    """A bit changed in the text spoils it; one in a signature line spoils at least that line."""
    changed = bytearray(NOTE.encode())
    changed[place] ^= 1 << bit

    try:
        note = open_note(bytes(changed), [KEY, TIMED_KEY])
    except NoteInvalid:
        return
    assert TEXT == note.text
    assert 2 > len(note.signatures)


def test_a_signature_has_one_text() -> None:
    """Base64 whose last letter has bits that nobody reads, or that is cut, spoils the note, beside a good line, too."""
    line = plain_line(TEXT)
    assert line.endswith("=\n")
    other = line[:-3] + chr(ord(line[-3]) + 1) + line[-2:]

    for cut in (other, line[:-6] + "\n"):
        with pytest.raises(NoteInvalid, match="is not a signature"):
            open_note(f"{TEXT}\n{plain_line(TEXT)}{cut}".encode(), [KEY])


def test_unknown_keys_are_ignored_but_are_not_enough() -> None:
    """A rotated log signs with two keys: who knows one of them accepts the note, who knows none does not."""
    both = f"{TEXT}\n{plain_line(TEXT, OTHER_PRIVATE)}{plain_line(TEXT)}".encode()

    assert TEXT == open_note(both, [KEY]).text
    assert TEXT == open_note(both, [OTHER_KEY]).text
    with pytest.raises(NoteInvalid, match="no trusted key signed the note"):
        open_note(both, [TIMED_KEY])


def test_a_forged_line_spoils_the_note() -> None:
    """A known key's signature must verify, even beside another good one."""
    forged = plain_line("another text\n")

    with pytest.raises(NoteInvalid, match="does not belong to the note"):
        open_note(f"{TEXT}\n{forged}{plain_line(TEXT, OTHER_PRIVATE)}".encode(), [KEY, OTHER_KEY])


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"no signature\n",
        TEXT.encode() + b"\n",
        f"{TEXT}\n{plain_line(TEXT)}".encode()[:-1],
        f"{TEXT}\n{plain_line(TEXT)}not a signature\n".encode(),
        f"{TEXT}\n{plain_line(TEXT)}".replace("one", "one\t").encode(),
        f"{TEXT}\n{plain_line(TEXT)}".encode() + b"\xff",
        b"a" * NOTE_BYTES_MAX + b"\n\n",
    ],
)
def test_other_bytes_are_no_note(note: bytes) -> None:
    """What is not a note is refused, and said to be none."""
    with pytest.raises(NoteInvalid, match=r"a note|a line"):
        split_note(note)


@pytest.mark.parametrize(
    "text", ["", "name", GO_KEY[:-4], GO_KEY.replace("c74f", "c74e"), "na me" + GO_KEY[12:], "x+00000000+!!"]
)
def test_other_texts_are_no_key(text: str) -> None:
    """A key's id belongs to its name and to its bytes."""
    with pytest.raises(NoteInvalid, match="verifier key"):
        VerifierKey.parse(text)


def test_a_key_in_pem_form_verifies_both_kinds() -> None:
    """The public key that the gateway writes beside its signing key is enough to verify."""
    pem = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert (KEY, TIMED_KEY) == keys_of_pem(pem, ORIGIN)
    assert TIMED == VerifierKey.parse(str(TIMED_KEY)).kind


def test_another_kind_of_key_is_refused() -> None:
    """Only Ed25519 is known."""
    other = generate_private_key(SECP256R1()).public_key()

    with pytest.raises(NoteInvalid, match="not an Ed25519 key"):
        keys_of_pem(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), ORIGIN)
    with pytest.raises(NoteInvalid, match="not a public key in PEM form"):
        keys_of_pem(b"-----BEGIN NOTHING-----", ORIGIN)
