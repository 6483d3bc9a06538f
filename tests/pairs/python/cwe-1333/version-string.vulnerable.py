import re

VERSION = re.compile(r"^v?(\d+\.?)+(-[a-z0-9]+)*$")


def compare_key(version):
    if VERSION.match(version) is None:
        raise ValueError(version)
    return tuple(int(part) for part in re.findall(r"\d+", version))
