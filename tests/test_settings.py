"""Settings are read once, refuse what they do not know, and can be written and read back."""

from pathlib import Path

import pytest

from gateway.errors import SettingsInvalid
from gateway.http.settings import HttpSettings
from gateway.inference import ModelSettings
from gateway.launch import write
from gateway.settings import Settings, load


def _file(folder: Path, text: str) -> Path:
    path = folder / "gateway.toml"
    path.write_text(text)
    return path


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """The file that the embedded mode writes says exactly what it was made from."""
    settings = Settings(http=HttpSettings(listen_port=0, debug_timings=True), model=ModelSettings(token='a"b\\c'))
    write(settings, tmp_path / "gateway.toml")

    assert settings == load(tmp_path / "gateway.toml")
    assert 0o600 == (tmp_path / "gateway.toml").stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[http]\nlisten_prot = 1\n", "http.listen_prot"),
        ("[htpt]\nlisten_port = 1\n", "htpt"),
        ("[http]\nlisten_port = 'x'\n", "listen_port"),
        ("[scan.semgrep]\nno_such_limit = 1\n", "scan.semgrep.no_such_limit"),
        ("[[access.issuers]]\nissuer = 'a'\naudience = 'b'\nalgorithm = 'ES256'\n", "access.issuers.algorithm"),
        ("[model]\nlayout = 'no-such-family'\n", "layout"),
        ("[model]\nurl = 'ftp://models'\n", "url"),
        ("[http\n", "cannot be read"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, text: str, named: str) -> None:
    """A misspelt limit never silently becomes the default."""
    with pytest.raises(SettingsInvalid) as refused:
        load(_file(tmp_path, text))

    assert named in refused.value.reason


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The message says which file could not be read."""
    with pytest.raises(SettingsInvalid) as refused:
        load(tmp_path / "absent.toml")

    assert "absent.toml" in refused.value.reason
