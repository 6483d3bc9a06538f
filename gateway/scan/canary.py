"""
The canary: a statement with an unguessable number that Semgrep must report, or the scan proves nothing.

One form per language, because the statement must parse after any whole file of that language. A text that swallows it
(an open comment, string or bracket, a line continuation at the end) loses the proof, never hides the loss.
"""

import secrets
from dataclasses import dataclass

CALL = "__gateway_canary__"
RULE_PREFIX = "gateway-canary-"
_NONCE_BITS = 60


@dataclass(frozen=True, slots=True)
class Form:
    """How one language is spoken to: a file's `extension`, the `statement` around the call, `control`, a safe file."""

    language: str
    extension: str
    statement: str
    control: str

    def appended(self, text: str, nonce: str) -> str:
        """Return the text with the canary statement on lines of its own after it."""
        return f"{text}\n{self.statement.replace('CALL', f'{CALL}({nonce})')}\n"

    @property
    def rule_id(self) -> str:
        """The id of the rule that reports this canary."""
        return RULE_PREFIX + self.language

    def rule(self) -> dict[str, object]:
        """Return the rule, the only one whose message repeats what it matched."""
        return {
            "id": self.rule_id,
            "pattern": f"{CALL}($NONCE)",
            "message": "$NONCE",
            "languages": [self.language],
            "severity": "INFO",
        }


FORMS = {
    form.language: form
    for form in (
        Form("python", "py", "CALL", "control = 1"),
        Form("javascript", "js", ";CALL;", "const control = 1;"),
        Form("typescript", "ts", ";CALL;", "const control: number = 1;"),
        Form("java", "java", "class GatewayCanary { void check() { CALL; } }", "class Control { int value = 1; }"),
        Form("go", "go", "func gatewayCanary() { CALL }", "package control\n\nvar value = 1"),
    )
}


def new_nonce() -> str:
    """Return a decimal number that no text can foresee."""
    return str(secrets.randbits(_NONCE_BITS) + 1)
