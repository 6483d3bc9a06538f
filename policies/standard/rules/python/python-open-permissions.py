import os
import pathlib
import stat


def share(path):
    # ruleid: python-open-permissions
    os.chmod(path, 0o777)
    # ruleid: python-open-permissions
    os.makedirs(path, mode=0o777)
    # ruleid: python-open-permissions
    os.chmod(path, stat.S_IRUSR | stat.S_IWOTH)
    # ruleid: python-open-permissions
    pathlib.Path(path).chmod(0o666)
    # ruleid: python-open-permissions
    os.umask(0)


def safe(path):
    # ok: python-open-permissions
    os.chmod(path, 0o600)
    # ok: python-open-permissions
    os.makedirs(path, mode=0o750)
    # ok: python-open-permissions
    pathlib.Path(path).chmod(0o755)
    # ok: python-open-permissions
    os.umask(0o077)
