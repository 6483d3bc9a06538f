"""A small policy bundle, by hand: what the scanner's tests need, without the files of the standard policy."""

import hashlib
import json
import re
from collections.abc import Mapping

from gateway.policy.bundle import ApiCatalogue, Bundle, Profile, Rule
from gateway.policy.texts import TextRule
from gateway.values import Action, Confidence, Engine, Severity

_PATTERNS: Mapping[str, tuple[str, str, str]] = {
    "python-eval": ("python", "eval($X)", "CWE-95"),
    "python-shell": ("python", "subprocess.$F(..., shell=True, ...)", "CWE-78"),
    "python-md5": ("python", "hashlib.md5(...)", "CWE-327"),
    "javascript-eval": ("javascript", "eval($X)", "CWE-95"),
    "java-exec": ("java", "Runtime.getRuntime().exec(...)", "CWE-78"),
    "typescript-eval": ("typescript", "eval($X)", "CWE-95"),
    "rust-shell": ("rust", 'Command::new("sh")', "CWE-78"),
    "c-system": ("c", "system(...)", "CWE-78"),
    "csharp-process": ("csharp", "Process.Start(...)", "CWE-78"),
    "php-eval": ("php", "eval($X)", "CWE-95"),
    "yaml-privileged": ("yaml", "privileged: true", "CWE-250"),
    "hcl-public-bucket": ("hcl", 'acl = "public-read"', "CWE-732"),
    "bash-eval": ("bash", "eval ...", "CWE-95"),
    "dockerfile-root": ("dockerfile", "USER root", "CWE-250"),
    "cpp-system": ("cpp", "system(...)", "CWE-78"),
    "go-shell": ("go", 'exec.Command("sh", "-c", ...)', "CWE-78"),
}
CAPABILITIES: Mapping[str, tuple[str, ...]] = {
    "eval": ("dynamic-code",),
    "exec": ("dynamic-code",),
    "types.FunctionType()": ("dynamic-code",),
    "__import__": ("dynamic-code",),
    "importlib.import_module": ("dynamic-code",),
    "open": ("file-read",),
    "os.environ": ("environment",),
    "os.getenv": ("environment",),
    "os.path.*": (),
    "os.popen": ("process",),
    "os.remove": ("file-write",),
    "os.system": ("process",),
    "os.execv": ("process",),
    "pathlib.Path.read_text": ("file-read",),
    "pathlib.Path.unlink": ("file-write",),
    "pickle.load": ("deserialisation",),
    "pickle.loads": ("deserialisation",),
    "shutil.rmtree": ("file-write",),
    "socket.*": ("network",),
    "requests.*": ("network",),
    "subprocess.*": ("process",),
    "ctypes.*": ("native",),
    "hashlib.md5": ("crypto-weak",),
}
CATALOGUE = ApiCatalogue(language="python", capabilities=CAPABILITIES, allowed=("json.*", "os.path.*", "re"))


_SQL = TextRule(
    id="sql-public",
    engine=Engine.TEXT,
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=("CWE-732",),
    message="everybody",
    remedy="name a role",
    pattern=re.compile(r"TO PUBLIC\b"),
    languages=frozenset({"sql"}),
)


def small_bundle(*, revision: str = "", default_api: str = "allow", rule_count: int | None = None) -> Bundle:
    """Return a bundle of sixteen Semgrep rules, a rule over raw text, a graded Bandit test and an API catalogue."""
    compiled = json.dumps({"rules": [_semgrep(name) for name in _PATTERNS]}, sort_keys=True).encode()
    profile = Profile(
        name="standard",
        weakness={(severity, confidence): Action.BLOCK for severity in Severity for confidence in Confidence},
        capabilities={"process": Action.BLOCK},
        unscannable={"obfuscated_text": Action.BLOCK},
        default_api=default_api,
    )
    return Bundle(
        name="small",
        revision=revision or f"sha256:{hashlib.sha256(compiled).hexdigest()}",
        profiles={"standard": profile},
        rules={rule.id: rule for rule in (*map(_rule, _PATTERNS), _BANDIT_SHELL)},
        apis={"python": CATALOGUE},
        semgrep_rules=compiled,
        rule_count=len(_PATTERNS) if rule_count is None else rule_count,
        rules_digest=hashlib.sha256(compiled).hexdigest(),
        texts=(_SQL,),
    )


def _semgrep(name: str) -> dict[str, object]:
    language, pattern, _ = _PATTERNS[name]
    return {"id": name, "languages": [language], "severity": "ERROR", "message": name, "pattern": pattern}


def _rule(name: str) -> Rule:
    return Rule(
        id=name,
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        cwe=(_PATTERNS[name][2],),
        message=f"The rule {name} matches.",
        remedy="Do it another way.",
    )


_BANDIT_SHELL = Rule(
    id="B602",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=("CWE-78",),
    message="A shell reads a command that is put together at run time.",
    remedy="Pass a list of arguments and no shell.",
)
