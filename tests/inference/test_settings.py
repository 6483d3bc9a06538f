"""The settings of the model client refuse what would leak or never work."""

from pathlib import Path

import pytest

from gateway.errors import SettingsInvalid
from gateway.inference import ModelSettings, TgiModel
from gateway.inference.settings import bearer


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@tgi",
        "http://user@tgi",
        "http://@tgi",
        "ftp://tgi",
        "HTTP://tgi",
        "file:///etc/passwd",
        "tgi:8080",
        "",
        "http://",
        "http://tgi:port",
        "http://[::1",
        "http://tgi/?x=1",
        "http://tgi/#x",
        "http://tgi/ x",
        "http://tgi\n",
        "http://tgi/é",
    ],
)
def test_refuses_bad_urls(url: str) -> None:
    """A model URL with a user, of another scheme, or without a host is refused, and the text does not repeat it."""
    with pytest.raises(SettingsInvalid) as caught:
        ModelSettings(url=url)

    assert "secret" not in caught.value.reason


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "https://tgi.example/models/seed", "http://[::1]:8080/"])
def test_takes_good_urls(url: str) -> None:
    """Plain http and https addresses are taken."""
    assert url == ModelSettings(url=url).url


@pytest.mark.parametrize("name", ["generate_ms_max", "answer_bytes_max", "connections_max", "other_temperature"])
def test_refuses_limits_that_are_none(name: str) -> None:
    """A limit of zero is refused."""
    with pytest.raises(SettingsInvalid, match=name):
        ModelSettings(**{name: 0})  # type: ignore[arg-type] # by name


def test_token_is_never_empty() -> None:
    """Without a token of ours a placeholder is sent, or the library would send the machine's own hub token."""
    assert bearer(ModelSettings()) == "none"


def test_token_comes_from_its_file(tmp_path: Path) -> None:
    """The token's file is read, without its line end."""
    file = tmp_path / "token"
    file.write_text("from-file\n")

    assert bearer(ModelSettings(token_file=str(file))) == "from-file"


@pytest.mark.parametrize("content", [b"", b"  \n", b"two words", b"\xff\xfe", "clé".encode()])
def test_refuses_a_bad_token_file(tmp_path: Path, content: bytes) -> None:
    """A token's file that is empty or holds no plain token is refused."""
    file = tmp_path / "token"
    file.write_bytes(content)

    with pytest.raises(SettingsInvalid):
        TgiModel(ModelSettings(token_file=str(file)))


def test_refuses_a_missing_token_file(tmp_path: Path) -> None:
    """A token's file that is not there is refused at construction, not at the first request."""
    with pytest.raises(SettingsInvalid):
        TgiModel(ModelSettings(token_file=str(tmp_path / "missing")))


def test_refuses_two_tokens() -> None:
    """Token and token file together are refused."""
    with pytest.raises(SettingsInvalid):
        ModelSettings(token="a", token_file="b")


def test_refuses_a_header_injection() -> None:
    """A token with a line end is refused."""
    with pytest.raises(SettingsInvalid):
        ModelSettings(token="a\r\nx: y")


def test_token_is_not_printed() -> None:
    """The token is not in the settings' repr, which lands in logs."""
    assert "hush" not in repr(ModelSettings(token="hush"))


async def test_refuses_a_bad_ca_file(tmp_path: Path) -> None:
    """An authorities' file that cannot be used stops the start."""
    file = tmp_path / "ca.pem"
    file.write_text("nothing")

    with pytest.raises(SettingsInvalid, match="ca_file"):
        await TgiModel(ModelSettings(url="https://tgi.example", ca_file=str(file))).start()
