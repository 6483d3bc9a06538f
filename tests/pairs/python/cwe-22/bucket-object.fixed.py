import os


class LocalStorage:
    def __init__(self, base_dir):
        self.base_dir = os.path.abspath(base_dir)

    def _full(self, object_name):
        full = os.path.abspath(os.path.join(self.base_dir, object_name))
        if not full.startswith(self.base_dir + os.sep):
            raise ValueError("object name leaves the storage")
        return full

    def write(self, object_name, data):
        with open(self._full(object_name), "wb") as stream:
            stream.write(data)

    def delete(self, object_name):
        os.unlink(self._full(object_name))
