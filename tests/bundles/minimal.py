"""The smallest bundle that loads, as texts that a test can spoil."""

from collections.abc import Mapping
from pathlib import Path

from gateway.bundles.forms import CAPABILITIES, UNSCANNABLE_REASONS
from gateway.values import Severity

HEADER = 'name = "small"\nversion = "1"\ndescription = "A bundle for tests."\nengines = ["semgrep", "bandit", "api"]\n'
PROFILE = "\n".join(
    [
        'name = "standard"\ndefault_api = "allow"\nunlisted_api = "flag"\ndynamic_api = "flag"\n[weakness]',
        *(f'{severity} = {{ high = "block", medium = "trim", low = "flag" }}' for severity in Severity),
        "[capabilities]",
        *(f'{capability} = "allow"' for capability in CAPABILITIES),
        "[unscannable]",
        *(f'{reason} = "block"' for reason in UNSCANNABLE_REASONS),
        "",
    ]
)
API = 'language = "python"\nharmless = ["os.path.*"]\nallowed = ["json.*"]\n[capabilities]\nprocess = ["os.system"]\n'
GRADE = 'severity = "low"\nconfidence = "high"\ncwe = ["CWE-78"]\nmessage = "m"\nremedy = "r"\n'
RULE = """rules:
  - id: python-eval
    languages: [python]
    severity: ERROR
    message: Text is evaluated as code.
    metadata:
      cwe: [CWE-95]
      severity: high
      confidence: high
      remedy: Use ast.literal_eval.
      reference: https://cwe.mitre.org/data/definitions/95.html
    pattern: eval($CODE)
"""
SAMPLE = """# ruleid: python-eval
eval(text)
# ruleid: python-eval
x = eval(text)
# ok: python-eval
frame.eval(text)
# ok: python-eval
x = 1
"""
FILES: Mapping[str, str] = {
    "bundle.toml": HEADER,
    "bandit.toml": f"[B602]\n{GRADE}",
    "api.toml": f"[api-process]\n{GRADE}",
    "profiles/standard.toml": PROFILE,
    "apis/python.toml": API,
    "rules/python/python-eval.yaml": RULE,
    "rules/python/python-eval.py": SAMPLE,
}


def write(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write the files into the folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
