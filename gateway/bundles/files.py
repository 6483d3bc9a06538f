"""
Reads the files of a policy bundle, within limits, and names the revision by their content.

It follows no symbolic link and reads nothing outside the bundle's folder.
"""

import hashlib
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from gateway.errors import PolicyInvalid

FILE_BYTES_MAX: Final = 256 * 1024
BUNDLE_BYTES_MAX: Final = 16 * 1024 * 1024
ENTRIES_COUNT_MAX: Final = 8192
FOLDERS_DEPTH_MAX: Final = 4


def standard_folder() -> Path:
    """Return the folder of the bundle that we ship: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / "_bundled" / "policies"
    return (inside if inside.is_dir() else package.parent / "policies") / "standard"


def read_files(folder: Path) -> Mapping[str, str]:
    """Return every file's text by its path inside the folder, sorted. Raises PolicyInvalid with file and defect."""
    texts: dict[str, str] = {}
    bytes_count = 0
    try:
        for path in _walk(folder, folder, FOLDERS_DEPTH_MAX, [0]):
            name = path.relative_to(folder).as_posix()
            texts[name] = _read(path, name)
            bytes_count += len(texts[name].encode())
            if bytes_count > BUNDLE_BYTES_MAX:
                raise defect(name, f"the bundle is larger than {BUNDLE_BYTES_MAX} bytes", "split it")
    except OSError as error:
        where = getattr(error, "filename", None) or folder
        raise defect(str(where), f"cannot be read ({error.strerror})", "check that it exists and its rights") from error
    return {name: texts[name] for name in sorted(texts)}


def revision_of(texts: Mapping[str, str]) -> str:
    """Return `sha256:` and the digest over the sorted paths and the digests of the files' content."""
    lines = [f"{hashlib.sha256(texts[name].encode()).hexdigest()} {name}\n" for name in sorted(texts)]
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"


def defect(file: str, what: str, remedy: str) -> PolicyInvalid:
    """Return the error that names a file, its defect and what to do."""
    return PolicyInvalid(f"{file}: {what}; {remedy}")


def _walk(root: Path, folder: Path, depth_left: int, seen: list[int]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        seen[0] += 1
        name = path.relative_to(root).as_posix()
        if seen[0] > ENTRIES_COUNT_MAX:
            raise defect(name, f"the bundle has more than {ENTRIES_COUNT_MAX} files and folders", "split it")
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise defect(name, "is a symbolic link", "put the file itself there")
        if stat.S_ISDIR(mode):
            if depth_left == 0:
                raise defect(name, "is nested too deeply", "follow the layout of policies/standard")
            yield from _walk(root, path, depth_left - 1, seen)
        elif stat.S_ISREG(mode):
            yield path
        else:
            raise defect(name, "is not a regular file", "remove it")


def _read(path: Path, name: str) -> str:
    with path.open("rb") as file:
        data = file.read(FILE_BYTES_MAX + 1)
    if len(data) > FILE_BYTES_MAX:
        raise defect(name, f"is larger than {FILE_BYTES_MAX} bytes", "split it")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise defect(name, "is not UTF-8", "save it as UTF-8") from error
