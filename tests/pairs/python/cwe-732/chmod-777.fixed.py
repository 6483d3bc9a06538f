import os
import shutil


def install(source, target):
    shutil.copy(source, target)
    os.chmod(target, 0o755)
