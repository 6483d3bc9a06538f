import os
import subprocess


def list_folder(folder):
    # ruleid: python-shell-interpreter
    subprocess.run(["sh", "-c", "ls " + folder], check=True)
    # ruleid: python-shell-interpreter
    subprocess.Popen(["/bin/bash", "-c", folder])
    # ruleid: python-shell-interpreter
    os.execv("/bin/sh", ["sh", "-c", f"ls {folder}"])


def safe(folder):
    # ok: python-shell-interpreter
    subprocess.run(["ls", "--", folder], check=True)
    # ok: python-shell-interpreter
    subprocess.run(["sh", "-c", "ls | wc -l"], check=True)
    # ok: python-shell-interpreter
    subprocess.run(["gcc", "-c", folder], check=True)
