import paramiko
import os
import io

KEY = os.environ["SYNC_PRIVATE_KEY"]


def connect(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="sync", pkey=paramiko.RSAKey.from_private_key(io.StringIO(KEY)))
    return client
