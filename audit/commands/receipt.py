"""`gateway-audit verify-receipt`: check what a client was promised, and that the promise was kept."""

import argparse
from pathlib import Path

from audit.checkpoint import CheckpointInvalid, unverified
from audit.commands.shared import DOES_NOT_HOLD, HOLDS, Commands, NotUsable, add_keys, command, keys_for, read, say
from audit.merkle import ProofInvalid
from audit.proof import InclusionProof, check_inclusion, parse_proof
from audit.receipt import ReceiptInvalid, check_receipt, check_text, parse_receipt

_NO_LOG = "receipt"  # a PEM key is trusted under any name; without a proof no log is named


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = (
        "gateway-audit verify-receipt --receipt 'code-gateway-receipt-v1|…' --key signing.pub",
        "gateway-audit verify-receipt --receipt receipt.txt --key signing.pub --text answer.py --proof r.tlog-proof",
    )
    text = (
        "verify a receipt (the header X-Gateway-Receipt) offline, and with a proof file that its record is in the log"
    )
    parser = command(commands, "verify-receipt", text, examples, _run)
    parser.add_argument("--receipt", required=True, metavar="TEXT", help="the receipt, or a file that holds it")
    add_keys(parser)
    parser.add_argument("--text", type=Path, metavar="FILE", help="the text that was released")
    parser.add_argument("--proof", type=Path, metavar="FILE", help="the record's proof file")


def _run(options: argparse.Namespace) -> int:
    proof = _proof(options.proof) if options.proof else None
    origin = unverified(proof.note).origin if proof else None
    keys = keys_for(options, origin or _NO_LOG)
    try:
        receipt = parse_receipt(_line(options.receipt))
        # With a proof it is clear whose log it is: another log's key in the trust file cannot sign its receipts.
        signers = check_receipt(receipt, [key for key in keys if origin in {None, key.name}])
        if options.text:
            check_text(receipt, read(options.text))
        words = [f"the receipt is genuine: request {receipt.request_id}, leaf {receipt.leaf.hex()}"]
        words.extend(f"signed with a key of {signer}" for signer in signers if signer != _NO_LOG)
        if proof:
            checkpoint = check_inclusion(receipt.leaf, proof, keys).checkpoint
            words.append(f"its record is in {checkpoint.origin} at index {proof.index} of {checkpoint.size:,}")
        else:
            words.append("note: a proof file (gateway-audit prove) would show that its record is in the log")
    except (ReceiptInvalid, ProofInvalid) as error:
        return say(DOES_NOT_HOLD, str(error))
    return say(HOLDS, "\n  ".join(words))


def _line(text: str) -> str:
    if text.startswith("code-gateway-receipt"):
        return text
    return read(Path(text)).decode("utf-8", "replace")


def _proof(path: Path) -> InclusionProof:
    try:
        proof = parse_proof(read(path))
        unverified(proof.note)
    except (ProofInvalid, CheckpointInvalid) as error:
        raise NotUsable(f"{path}: {error}") from error
    return proof
