import os


def open_pipe(path):
    if not os.path.exists(path):
        os.mkfifo(path, 0o666)
    return open(path, "rb", buffering=0)
