import os


class LocalStorage:
    def __init__(self, base_dir):
        self.base_dir = os.path.abspath(base_dir)

    def write(self, object_name, data):
        with open(os.path.join(self.base_dir, object_name), "wb") as stream:
            stream.write(data)

    def delete(self, object_name):
        os.unlink(os.path.join(self.base_dir, object_name))
