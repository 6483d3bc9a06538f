"""The receipt that a client was given is checked by the auditor's own code."""

from dataclasses import replace

import pytest

from audit.note import PLAIN, TIMED, VerifierKey
from audit.receipt import ReceiptInvalid, check_receipt, check_text, parse_receipt
from gateway.http.answers import receipt_text
from gateway.ledger.seal import ReceiptSeal, Sealer, new_id
from gateway.ledger.vault import Vault
from tests.audit.signing import OTHER_KEY, public
from tests.ledger.support import COMPLETION, KEYS, opening, outcome

TRUSTED = VerifierKey("gateway.example/log/acme", PLAIN, public(KEYS.signing))


def _receipt_line() -> str:
    writer = new_id()
    sealer = Sealer(Vault(KEYS, writer, 10), writer)
    sealed = sealer.number(sealer.draft(outcome(opening())), 1)
    return receipt_text(ReceiptSeal(KEYS).issue(sealed))


def test_the_gateways_receipt_verifies() -> None:
    """What the gateway's header carries, the auditor's code reads; the text that was released is the one promised."""
    receipt = parse_receipt(_receipt_line())

    assert (TRUSTED.name,) == check_receipt(receipt, [OTHER_KEY, TRUSTED])
    check_text(receipt, COMPLETION.encode())
    with pytest.raises(ReceiptInvalid, match="another text"):
        check_text(receipt, COMPLETION.encode() + b" ")


@pytest.mark.parametrize("place", range(1, 8))
def test_no_part_of_a_receipt_can_be_changed(place: int) -> None:
    """Every field is under the signature."""
    fields = _receipt_line().split("|")
    fields[place] = fields[place][:-1] + ("1" if fields[place][-1:] != "1" else "2")

    with pytest.raises(ReceiptInvalid, match="no trusted key signed the receipt"):
        check_receipt(parse_receipt("|".join(fields)), [TRUSTED])


def test_another_logs_key_is_not_enough() -> None:
    """A receipt is worth what its key is worth."""
    with pytest.raises(ReceiptInvalid, match="no trusted key signed the receipt"):
        check_receipt(parse_receipt(_receipt_line()), [OTHER_KEY])
    with pytest.raises(ReceiptInvalid, match="no trusted key signed the receipt"):
        check_receipt(replace(parse_receipt(_receipt_line()), signature=bytes(64)), [TRUSTED])


def test_a_witness_signs_no_receipts() -> None:
    """A trust file may name witnesses: their keys are for timed signatures, and promise nothing."""
    with pytest.raises(ReceiptInvalid, match="no trusted key signed the receipt"):
        check_receipt(parse_receipt(_receipt_line()), [replace(TRUSTED, kind=TIMED)])


@pytest.mark.parametrize("text", ["", "v2|x", "code-gateway-receipt-v1|x", "code-gateway-receipt-v1" + "|x" * 8])
def test_other_texts_are_no_receipt(text: str) -> None:
    """What is not a receipt is said to be none."""
    with pytest.raises(ReceiptInvalid, match="a receipt"):
        parse_receipt(text)
