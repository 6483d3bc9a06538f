from pathlib import Path

class FileStore:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def read(self, name: str) -> bytes:
        path = self.root / name
        return path.read_bytes()
