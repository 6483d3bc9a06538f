import paramiko
from paramiko import AutoAddPolicy


def connect(host):
    client = paramiko.SSHClient()
    # ruleid: python-ssh-any-host
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    # ruleid: python-ssh-any-host
    client.set_missing_host_key_policy(AutoAddPolicy)
    client.connect(host)


def safe(host):
    client = paramiko.SSHClient()
    # ok: python-ssh-any-host
    client.load_system_host_keys()
    # ok: python-ssh-any-host
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host)
