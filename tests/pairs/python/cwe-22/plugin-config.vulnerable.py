from pathlib import Path

import yaml


def read_config(base: Path, plugin: str) -> dict:
    """Read the settings of a plugin below the base folder."""
    path = base / plugin / "config.yaml"
    return yaml.safe_load(path.read_text())
