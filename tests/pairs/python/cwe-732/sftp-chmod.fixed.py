import paramiko


def deploy(transport, local, remote):
    sftp = paramiko.SFTPClient.from_transport(transport)
    sftp.put(local, remote)
    sftp.chmod(remote, 0o750)
    sftp.close()
