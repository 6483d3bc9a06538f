import os


class TemplateLoader:
    def __init__(self, root):
        self.root = root

    def load(self, name):
        path = os.path.join(self.root, name)
        if os.path.commonpath([os.path.realpath(path), self.root]) != self.root:
            raise FileNotFoundError(name)
        with open(path) as stream:
            return stream.read()
