import os


class TemplateLoader:
    def __init__(self, root):
        self.root = root

    def load(self, name):
        path = os.path.join(self.root, name)
        with open(path) as stream:
            return stream.read()
