"""The section `[model]` of the settings: where the model server is and how far it is trusted to behave."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from gateway.errors import SettingsInvalid

_NO_TOKEN = "none"  # noqa: S105 - sent when there is none, else huggingface_hub would send the machine's own hub token
_TOKEN_BYTES_MAX = 16_384


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """
    How to reach one text-generation-inference server.

    url: base address, http or https, without user, query or fragment; `/generate`, `/health` and `/info` are below it.
    model_id: what `/info` must name; empty accepts any model. layout: name of the prompt layout of its family
    ("none": the prefix alone). token, token_file: bearer for the server, at most one of the two. ca_file: PEM of the
    authorities to trust instead of the public ones.
    generate_ms_max: one generation in all, connection included. connect_ms_max: also the wait for a free connection.
    probe_ms_max: one probe in all. answer_bytes_max: body of any answer. answer_chars_max: text of one completion.
    prompt_chars_max: longer prompts are refused without a call. connections_max: open connections to the server.
    keepalive_ms_max: idle connections are closed after this; keep it below the server's own limit.
    retry_after_s: told to callers when the server is overloaded and names no time itself.
    other_temperature: for the second and further candidates of a request that asks for no sampling.
    """

    url: str = "http://127.0.0.1:8080"
    model_id: str = ""
    layout: str = "none"
    token: str = field(default="", repr=False)
    token_file: str = ""
    ca_file: str = ""
    generate_ms_max: int = 20_000
    connect_ms_max: int = 1_000
    probe_ms_max: int = 2_000
    answer_bytes_max: int = 2_097_152
    answer_chars_max: int = 65_536
    prompt_chars_max: int = 262_144
    connections_max: int = 128
    keepalive_ms_max: int = 15_000
    retry_after_s: int = 1
    other_temperature: float = 0.8

    def __post_init__(self) -> None:
        """Refuse what could not work or would leak; raise SettingsInvalid."""
        _check_url(self.url)
        for name in _POSITIVE:
            if getattr(self, name) <= 0:
                raise SettingsInvalid(f"model.{name} must be positive")
        if self.token and self.token_file:
            raise SettingsInvalid("give model.token or model.token_file, not both")
        _check_token(self.token or _NO_TOKEN)


_POSITIVE = (
    "generate_ms_max",
    "connect_ms_max",
    "probe_ms_max",
    "answer_bytes_max",
    "answer_chars_max",
    "prompt_chars_max",
    "connections_max",
    "keepalive_ms_max",
    "retry_after_s",
    "other_temperature",
)


def bearer(settings: ModelSettings) -> str:
    """Return the token for the server, never empty; raise SettingsInvalid if its file cannot be read."""
    if not settings.token_file:
        return settings.token or _NO_TOKEN
    try:
        with Path(settings.token_file).open("rb") as file:
            token = file.read(_TOKEN_BYTES_MAX).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"model.token_file cannot be read: {type(error).__name__}") from None
    _check_token(token)
    return token


def _check_url(url: str) -> None:
    parts = _split(url)
    # In lower case: the library takes "HTTP://host" for the name of a model on the hub, and would go and ask there.
    if not url.startswith(("http://", "https://")) or not parts.hostname:
        raise SettingsInvalid("model.url must begin with http:// or https:// and name a host")
    if "@" in parts.netloc:
        raise SettingsInvalid("model.url must not hold a user or password; use model.token_file")
    if parts.query or parts.fragment or any(not "!" <= char <= "~" for char in url):
        raise SettingsInvalid("model.url must have no query, fragment, space or character outside ASCII")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises on a port that is no number
    except ValueError:
        raise SettingsInvalid("model.url is not a URL") from None
    return parts


def _check_token(token: str) -> None:
    if not token or any(not "!" <= char <= "~" for char in token):
        raise SettingsInvalid("the model server's token must be visible ASCII without spaces, and not empty")
