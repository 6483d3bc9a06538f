import pathlib


class Notes:
    def __init__(self, home):
        self.home = pathlib.Path(home)

    def rename(self, old, new):
        (self.home / old).rename(self.home / new)
