import os
import stat


def make_writable(path):
    mode = os.stat(path).st_mode
    os.chmod(path, mode | stat.S_IWOTH | stat.S_IWGRP | stat.S_IWUSR)
