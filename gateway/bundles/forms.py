"""The forms of a bundle's TOML files and of a rule's metadata, and how a text is turned into them."""

import re
import tomllib
from typing import Annotated, Final

import msgspec

from gateway.bundles.files import defect
from gateway.values import Action, Confidence, Severity

CAPABILITIES: Final = (
    "process",
    "file-read",
    "file-write",
    "network",
    "dynamic-code",
    "deserialisation",
    "native",
    "environment",
    "crypto-weak",
)
UNSCANNABLE_REASONS: Final = (
    *("obfuscated_text", "misdeclared_language"),
    *("unsupported_language", "syntax", "quarantined", "too_large"),
)
ENGINES: Final = ("semgrep", "bandit", "api", "dataflow", "packages", "text", "secrets")

type _Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
type _Cwe = Annotated[str, msgspec.Meta(pattern="^CWE-[0-9]{1,5}$")]
type _Cwes = Annotated[list[_Cwe], msgspec.Meta(min_length=1, max_length=8)]
# What Semgrep would fill in from the scanned text.
_METAVARIABLE: Final = re.compile(r"\$[A-Z_.]")


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`bundle.toml`."""

    name: _Text
    version: _Text
    description: _Text
    engines: list[str]


class TextRuleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One rule of `text.toml`, `secrets.toml` or `sql.toml`; see `gateway.policy.texts`.

    A sample of `flag` and `ok` is a list of pieces that are joined, so that no sample looks like a secret itself.
    """

    id: Annotated[str, msgspec.Meta(pattern="^[a-z]+(-[a-z0-9]+)+$")]
    severity: Severity
    confidence: Confidence
    cwe: _Cwes
    message: _Text
    remedy: _Text
    pattern: _Text
    flag: list[list[str]]
    ok: list[list[str]]
    languages: list[str] = []
    unless: _Text | msgspec.UnsetType = msgspec.UNSET
    entropy_min: float = 0.0
    needs: list[Annotated[str, msgspec.Meta(pattern="^[^A-Z]{1,40}$")]] = []


class TextRulesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`text.toml`, `secrets.toml` and `sql.toml`."""

    rules: Annotated[list[TextRuleForm], msgspec.Meta(min_length=1, max_length=200)]


class ProfileForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`profiles/<name>.toml`."""

    name: _Text
    weakness: dict[Severity, dict[Confidence, Action]]
    capabilities: dict[str, Action]
    unscannable: dict[str, Action]
    default_api: str
    unlisted_api: Action
    dynamic_api: Action
    unknown_package: Action = Action.FLAG
    unknown_api: Action = Action.FLAG
    trust_names: bool = False
    trust_silence: bool = False


class ApiForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`apis/<language>.toml`; all that the language `like` has holds in it too."""

    language: _Text
    capabilities: dict[str, list[str]]
    like: str = ""
    harmless: list[str] = []
    allowed: list[str] = []


class PackagesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`packages/<language>.toml`."""

    language: _Text
    ecosystem: _Text
    standard: list[str] = []
    distributions: dict[str, _Text] = {}


class Grading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `bandit.toml` or `api.toml`."""

    severity: Severity
    confidence: Confidence
    cwe: _Cwes
    message: _Text
    remedy: _Text
    reference: str = ""
    owner: str = ""


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The metadata of a Semgrep rule; `owner` is the weakness of the data flow that decides, see `Rule`."""

    severity: Severity
    confidence: Confidence
    cwe: _Cwes
    remedy: _Text
    reference: Annotated[str, msgspec.Meta(pattern="^https://")]
    owner: str = ""


def from_toml[Form](file: str, text: str, form: type[Form]) -> Form:
    """Return the text in its form. Raises PolicyInvalid with file and defect."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise defect(file, f"is not TOML ({error})", "mend the syntax") from error
    return in_form(file, table, form)


def in_form[Form](file: str, table: object, form: type[Form]) -> Form:
    """Return parsed data in its form. Raises PolicyInvalid with file and defect."""
    try:
        return msgspec.convert(table, type=form, strict=True)
    except msgspec.ValidationError as error:
        raise defect(
            file, f"has a wrong or missing entry: {error}", "see the same file in policies/standard"
        ) from error


def must_be_constant(file: str, message: str) -> None:
    """Refuse a message with a metavariable: it would quote the scanned text."""
    if _METAVARIABLE.search(message):
        raise defect(file, "its message holds a metavariable", "use a constant message, it must not quote code")
