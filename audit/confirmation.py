"""
What others say of a checkpoint: witnesses that cosigned it (C2SP tlog-cosignature), and an RFC 3161 time stamp over its
text. Both are checked offline, with keys and roots that come from elsewhere.

Time stamps need `rfc3161-client`, which is imported only when there are roots to check one with.
"""

import datetime as dt
import importlib.util
from collections.abc import Iterable, Sequence

from audit.note import NoteInvalid, NotSigned, VerifierKey, open_note, split_note

WITNESSED = "witnessed"
STAMPED = "stamped"
STAMP = "stamped.tsr"
_ADVICE = (
    "time stamps need rfc3161-client: pip install 'code-model-gateway[timestamps]', or, beside a copy of audit/ alone,"
    " pip install rfc3161-client"
)


class ConfirmationInvalid(ValueError):
    """A cosignature or a time stamp is not what it claims to be; the text says why."""


class NotInstalled(Exception):
    """What checks time stamps is not installed; the text says how to get it."""


def cosigners(note: bytes, keys: Iterable[VerifierKey]) -> tuple[str, ...]:
    """Return the names of the witnesses, of those with these keys, that cosigned; raises ConfirmationInvalid."""
    known = tuple(keys)
    if not known:
        return ()
    try:
        signatures = open_note(note, known).signatures
    except NotSigned:
        return ()
    except NoteInvalid as error:
        raise ConfirmationInvalid(str(error)) from error
    # One key is one witness, under however many names it is trusted.
    return tuple(sorted({signature.key.public: signature.key.name for signature in signatures}.values()))


def stamped_at(token: bytes, note: bytes, roots_pem: bytes) -> dt.datetime:
    """Return when an authority below these roots saw the note's text; raises ConfirmationInvalid or NotInstalled."""
    if importlib.util.find_spec("rfc3161_client") is None:
        raise NotInstalled(_ADVICE)
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415  # with the optional library
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response  # noqa: PLC0415

    try:
        roots = load_pem_x509_certificates(roots_pem)
    except ValueError as error:
        raise NotInstalled("the roots of the time-stamping authority are no certificates in PEM form") from error
    text, _ = split_note(note)
    try:
        response = decode_timestamp_response(token)
        VerifierBuilder(roots=roots).build().verify_message(response, text.encode())
    except (VerificationError, ValueError) as error:
        raise ConfirmationInvalid(f"the time stamp does not hold: {_words(error)}") from error
    return response.tst_info.gen_time


def _words(error: Exception) -> str:
    """Return the library's complaint in a line."""
    known: Sequence[tuple[str, str]] = (
        ("Mismatch between messages", "it is for another checkpoint"),
        ("certificate has expired", "its certificate had expired"),
        ("certificate is not yet valid", "its certificate was not valid yet"),
        ("unable to get local issuer", "its authority is not below the given roots"),
        ("self-signed certificate", "its authority is not below the given roots"),
        ("self signed certificate", "its authority is not below the given roots"),
    )
    return next((words for part, words in known if part in str(error)), str(error).split("ErrorStack")[0][:200])
