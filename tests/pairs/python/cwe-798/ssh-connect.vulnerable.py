import paramiko


def restart(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="deploy", password="d3pl0y&run")
    client.exec_command("systemctl restart shop")
