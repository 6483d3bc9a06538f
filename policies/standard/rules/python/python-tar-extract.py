import shutil
import tarfile
import zipfile


def unpack(path, folder):
    # ruleid: python-tar-extract
    tarfile.open(path).extractall(folder)
    archive = tarfile.open(path)
    # ruleid: python-tar-extract
    archive.extractall(folder)
    with tarfile.open(path) as other:
        # ruleid: python-tar-extract
        other.extractall(folder)
    # ruleid: python-tar-extract
    shutil.unpack_archive(path, folder)


def safe(path, folder):
    with tarfile.open(path) as archive:
        # ok: python-tar-extract
        archive.extractall(folder, filter="data")
    # ok: python-tar-extract
    tarfile.open(path).extractall(folder, filter="data")
    # ok: python-tar-extract
    zipfile.ZipFile(path).extractall(folder)
