import pathlib


class Notes:
    def __init__(self, home):
        self.home = pathlib.Path(home)

    def rename(self, old, new):
        for name in (old, new):
            if "/" in name or name in {".", ".."}:
                raise ValueError(name)
        (self.home / old).rename(self.home / new)
