import json
import os


class DiskCache:
    """Keeps one JSON file per key."""

    def __init__(self, folder):
        self.folder = folder

    def _path(self, key):
        return os.path.join(self.folder, key + ".json")

    def get(self, key):
        with open(self._path(key)) as stream:
            return json.load(stream)

    def put(self, key, value):
        with open(self._path(key), "w") as stream:
            json.dump(value, stream)
