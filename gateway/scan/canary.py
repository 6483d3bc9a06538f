"""
The canary: a statement with an unguessable number that Semgrep must report, or the scan proves nothing.

One form per language, because the statement must parse after any whole file of that language. A text that swallows it
(an open comment, string or bracket, a line continuation at the end) loses the proof, never hides the loss.
"""

import secrets
from dataclasses import dataclass

from gateway.syntax.pages import begins_as_page

CALL = "__gateway_canary__"
RULE_PREFIX = "gateway-canary-"
_NONCE_BITS = 60


@dataclass(frozen=True, slots=True)
class Form:
    """
    How one language is spoken to: a file's `extension`, the `statement` around the call, `control`, a safe file.

    A dialect has a `rule_language`: the engine's name of the language of which it is one. `has_macros`: the engine may
    complain of names that it takes for macros, and still prove that it read the rest. `head` is a first line without
    which the engine takes a fragment for the text of a page. `call` is how a NONCE is given to a name where that is not
    written with parentheses. `has_raw_rules`: all rules of the language are over its raw text (the bundle sees to it),
    so that nothing is lost where the engine's own parser, older than ours, complains of a part.
    """

    language: str
    extension: str
    statement: str
    control: str
    rule_language: str = ""
    head: str = ""
    has_macros: bool = False
    call: str = f"{CALL}(NONCE)"
    has_raw_rules: bool = False

    def head_for(self, text: str) -> str:
        """Return the line to put before the text: none if it begins like a whole file, or a page, with a tag."""
        return "" if not self.head or begins_as_page(text.encode()) else self.head

    def appended(self, text: str, nonce: str) -> str:
        """Return the text with the canary statement on lines of its own after it."""
        return f"{text}\n{self.statement.replace('CALL', self.call.replace('NONCE', nonce))}\n"

    @property
    def rule_id(self) -> str:
        """The id of the rule that reports this canary."""
        return RULE_PREFIX + (self.rule_language or self.language)

    def rule(self) -> dict[str, object]:
        """Return the rule, the only one whose message repeats what it matched."""
        return {
            "id": self.rule_id,
            "pattern": self.call.replace("NONCE", "$NONCE"),
            "message": "$NONCE",
            "languages": [self.rule_language or self.language],
            "severity": "INFO",
        }


FORMS = {
    form.language: form
    for form in (
        Form("python", "py", "CALL", "control = 1"),
        Form("javascript", "js", ";CALL;", "const control = 1;"),
        Form("typescript", "ts", ";CALL;", "const control: number = 1;"),
        Form("tsx", "tsx", ";CALL;", "const control = <b>1</b>;", rule_language="typescript"),
        Form("java", "java", "class GatewayCanary { void check() { CALL; } }", "class Control { int value = 1; }"),
        Form("go", "go", "func gatewayCanary() { CALL }", "package control\n\nvar value = 1"),
        Form("rust", "rs", "fn gateway_canary() { CALL; }", "fn control() {}", has_macros=True),
        Form("c", "c", "void gateway_canary(void) { CALL; }", "int control = 1;", has_macros=True),
        Form("csharp", "cs", "class GatewayCanary { void Check() { CALL; } }", "class Control { int value = 1; }"),
        Form("php", "php", "?><?php CALL;", "<?php\n$control = 1;", head="<?php\n"),
        Form("hcl", "tf", "gateway_canary = CALL", "control = 1"),
        Form("yaml", "yaml", "---\nCALL", "control: 1", call=f"{CALL}: NONCE"),
        Form("bash", "sh", "CALL", "control=1", call=f"{CALL} NONCE", has_raw_rules=True),
        Form("dockerfile", "dockerfile", "CALL", "FROM scratch", call=f"RUN {CALL} NONCE"),
        Form("cpp", "cpp", "void gateway_canary() { CALL; }", "int control = 1;", has_macros=True),
    )
}


def new_nonce() -> str:
    """Return a decimal number that no text can foresee."""
    return str(secrets.randbits(_NONCE_BITS) + 1)
