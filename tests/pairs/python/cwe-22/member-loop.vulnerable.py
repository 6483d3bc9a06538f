import os
import tarfile


class PackageInstaller:
    def __init__(self, prefix):
        self.prefix = prefix

    def install(self, package):
        with tarfile.open(package, "r:gz") as archive:
            for member in archive.getmembers():
                archive.extract(member, self.prefix)
