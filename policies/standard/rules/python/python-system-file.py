import os
import shutil


def harm():
    # ruleid: python-system-file
    with open("/etc/shadow") as file:
        text = file.read()
    # ruleid: python-system-file
    with open(os.path.expanduser("~/.ssh/id_rsa")) as file:
        text += file.read()
    # ruleid: python-system-file
    shutil.rmtree("/")
    return text


def safe(folder):
    # ok: python-system-file
    with open("/etc/myservice/settings.toml") as file:
        text = file.read()
    # ok: python-system-file
    shutil.rmtree(folder)
    # ok: python-system-file
    return text, open("data/passwd.txt")
