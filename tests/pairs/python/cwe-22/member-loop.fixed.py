import os
import tarfile


class PackageInstaller:
    def __init__(self, prefix):
        self.prefix = prefix

    def install(self, package):
        with tarfile.open(package, "r:gz") as archive:
            for member in archive.getmembers():
                target = os.path.realpath(os.path.join(self.prefix, member.name))
                if not target.startswith(os.path.realpath(self.prefix) + os.sep):
                    raise ValueError("unsafe member")
                archive.extract(member, self.prefix, filter="data")
