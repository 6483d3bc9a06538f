"""Rules over raw text come from data, and a rule that fails its own samples stops the bundle."""

import pytest

from gateway.bundles.texts import texts_from
from gateway.errors import PolicyInvalid

RULE = """
[[rules]]
id = "{id}"
severity = "high"
confidence = "high"
cwe = ["CWE-1"]
message = "m"
remedy = "r"
pattern = '{pattern}'
flag = [{flag}]
ok = [["b"], ["c"]]
"""


def _file(id_: str = "text-a", pattern: str = "a{1,3}", flag: str = '["a"], ["x", "a"]') -> str:
    return RULE.format(id=id_, pattern=pattern, flag=flag)


def test_a_good_rule_is_built() -> None:
    """It keeps its grades and finds what its pattern says."""
    (rule,) = texts_from("text.toml", _file())

    assert [(0, 2)] == list(rule.places("aa"))


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (_file("secret-a"), "begin"),
        (_file(pattern="a+"), "bound"),
        (_file(pattern="a*"), "bound"),
        (_file(pattern="a{2,}"), "bound"),
        (_file(pattern="(?:a){2}"), "bound"),
        (_file(pattern="(a)\\1"), "bound"),
        (_file(pattern="a["), "valid pattern"),
        (_file(flag='["a"]'), "too few"),
        (_file(flag='["a"], ["z"]'), "passes its sample 2"),
        (_file(pattern="[ab]"), "flags its sample 1"),
    ],
)
def test_a_bad_rule_stops_the_bundle(file: str, says: str) -> None:
    """A wrong name, work without a bound, a broken pattern, samples missing or failed."""
    with pytest.raises(PolicyInvalid, match=says):
        texts_from("text.toml", file)


def test_a_class_may_hold_what_looks_like_a_quantifier() -> None:
    """Inside a class, plus and star are characters."""
    (rule,) = texts_from("text.toml", _file(pattern="[a+*]{1,3}"))

    assert [(0, 3)] == list(rule.places("a+*"))
