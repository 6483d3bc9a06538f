import asyncio
import subprocess
from subprocess import run


def convert(name):
    # ruleid: python-subprocess-shell
    subprocess.run(f"convert {name}", shell=True, check=True)
    # ruleid: python-subprocess-shell
    subprocess.check_output("convert " + name, shell=True)
    # ruleid: python-subprocess-shell
    run(name, shell=True)
    # ruleid: python-subprocess-shell
    return subprocess.getoutput(name)


async def convert_async(name):
    # ruleid: python-subprocess-shell
    await asyncio.create_subprocess_shell(f"convert {name}")
    # ok: python-subprocess-shell
    await asyncio.create_subprocess_exec("convert", name)


def safe(name):
    # ok: python-subprocess-shell
    subprocess.run(["convert", name], check=True)
    # ok: python-subprocess-shell
    subprocess.run("ls | wc -l", shell=True, check=True)
    # ok: python-subprocess-shell
    run(["convert", name], shell=False)
