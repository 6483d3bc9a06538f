from pathlib import Path

import yaml

def load_config(path: str) -> dict:
    """Load a configuration that a user uploaded."""
    with Path(path).open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=yaml.Loader)
