import os
import stat


def make_writable(path):
    mode = os.stat(path).st_mode
    os.chmod(path, mode | stat.S_IWUSR)
