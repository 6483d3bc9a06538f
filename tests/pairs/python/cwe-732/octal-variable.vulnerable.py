import os

DEFAULT_MODE = 0o777


def prepare(folders):
    for folder in folders:
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, DEFAULT_MODE)
