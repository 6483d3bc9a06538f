import os
from os import system as run_it


def ping(host):
    # ruleid: python-os-system
    os.system("ping -c 1 " + host)
    # ruleid: python-os-system
    run_it(f"ping {host}")
    # ruleid: python-os-system
    return os.popen("ping %s" % host).read()


def remote(client, host):
    # ruleid: python-os-system
    client.exec_command("ping " + host)
    # ok: python-os-system
    client.exec_command("uptime")


def safe():
    # ok: python-os-system
    os.system("clear")
    # ok: python-os-system
    return os.popen("uptime").read()
