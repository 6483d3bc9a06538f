import os

import paramiko


def restart(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="deploy", key_filename=os.environ["DEPLOY_KEY_FILE"])
    client.exec_command("systemctl restart shop")
