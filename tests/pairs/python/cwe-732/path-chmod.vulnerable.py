from pathlib import Path


class UploadStore:
    def __init__(self, root):
        self.root = Path(root)

    def save(self, name, data):
        target = self.root / Path(name).name
        target.write_bytes(data)
        target.chmod(0o666)
        return target
