from pathlib import Path

import yaml


def read_config(base: Path, plugin: str) -> dict:
    """Read the settings of a plugin below the base folder."""
    path = (base / plugin / "config.yaml").resolve()
    if base.resolve() not in path.parents:
        raise ValueError("plugin lies outside the folder")
    return yaml.safe_load(path.read_text())
