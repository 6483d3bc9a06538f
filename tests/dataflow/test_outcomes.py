"""Checks whose outcome nobody looks at, failures that a stranger is shown, and amounts that he chooses."""

import pytest

from tests.dataflow.languages import Spoken

GO = 'package a\nimport ("crypto/ed25519"; "fmt"; "log"; "math/rand"; "net/http")\nfunc h(w http.ResponseWriter, '
GO += "r *http.Request) error { %s }"
EXPRESS = 'const app = require("express")(), crypto = require("crypto");\n%s'
CSHARP = "public class A : Controller { [HttpGet] public IActionResult F(int n, string p) { %s } }"
FOUND = [
    ("go", "unheeded-check", GO % "ed25519.Verify(k, m, s); return nil"),
    ("go", "unheeded-check", GO % "_ = ed25519.Verify(k, m, s); return nil"),
    ("python", "unheeded-check", "import hmac\nhmac.compare_digest(a, b)"),
    ("rust", "unheeded-check", "fn f(mac: M, t: &[u8]) { let _ = mac.verify_slice(t); }"),
    ("java", "unheeded-check", "import java.security.*; class A { void f(byte[] a) { MessageDigest.isEqual(a, b); } }"),
    ("go", "weak-random", GO % 'token := fmt.Sprintf("%x", rand.Int63()); keep(token)'),
    ("javascript", "exposed-error", EXPRESS % "app.use((p, q, s, n) => { s.status(500).send({ t: p.message }); });"),
    ("rust", "exposed-error", "fn f() -> R { g().map_err(|e| (StatusCode::INTERNAL_SERVER_ERROR, e.to_string())) }"),
    ("csharp", "unbounded-resource", CSHARP % "return File(new byte[n], p);"),
    ("php", "unbounded-resource", '<?php echo str_repeat("*", (int) $_GET["n"]);'),
    ("python", "fixed-nonce", "from cryptography.hazmat.primitives.ciphers import modes\nmodes.CTR(b'0' * 16)"),
]
PASSED = [
    ("go", "unheeded-check", GO % "if ok := ed25519.Verify(k, m, s); !ok { return no }; return nil"),
    ("go", "unheeded-check", GO % "ok := ed25519.Verify(k, m, s); return said(ok)"),
    ("go", "unheeded-check", GO % "if !ed25519.Verify(k, m, s) { return no }; return nil"),
    ("python", "unheeded-check", "import hmac\nreturn hmac.compare_digest(a, b)"),
    (
        "rust",
        "unheeded-check",
        "fn f(mac: M, t: &[u8]) -> bool { match mac.verify_slice(t) { Ok(_) => true, _ => false } }",
    ),
    ("rust", "unheeded-check", "fn f(mac: M, t: &[u8]) -> R { mac.verify_slice(t) }"),
    ("go", "log-injection", GO % 'log.Printf("no user %q", r.FormValue("name")); return nil'),
    ("javascript", "cross-site-scripting", EXPRESS % "app.use((p, q, s, n) => { s.status(500).send(p.query); });"),
    ("rust", "exposed-error", "fn f() -> R { g().map_err(|e| (StatusCode::BAD_REQUEST, e.to_string())) }"),
    ("csharp", "unbounded-resource", CSHARP % "return File(new byte[Math.Min(n, 9)], p);"),
    ("csharp", "unbounded-resource", CSHARP % "return File(new byte[] { 1, 2 }, p);"),
    ("python", "fixed-nonce", "from cryptography.hazmat.primitives.ciphers import modes\nmodes.CTR(f() * 16)"),
]


@pytest.mark.parametrize(("language", "weakness", "text"), FOUND)
def test_what_is_thrown_away_shown_or_chosen_is_found(language: str, weakness: str, text: str) -> None:
    """Each of these is the weakness that it looks like."""
    assert weakness in Spoken(language).found(text)


@pytest.mark.parametrize(("language", "weakness", "text"), PASSED)
def test_what_is_looked_at_kept_or_limited_passes(language: str, weakness: str, text: str) -> None:
    """Each of these heeds the outcome, says nothing, or sets a limit."""
    assert weakness not in Spoken(language).found(text)
