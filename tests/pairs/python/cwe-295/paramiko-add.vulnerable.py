import paramiko


def run_backup(host, user, key_file):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(host, username=user, key_filename=key_file)
    _, stdout, _ = client.exec_command("/usr/local/bin/backup")
    return stdout.channel.recv_exit_status()
