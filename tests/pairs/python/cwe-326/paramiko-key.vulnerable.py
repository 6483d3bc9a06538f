import paramiko


def create_deploy_key(path):
    key = paramiko.RSAKey.generate(1024)
    key.write_private_key_file(path)
    return f"ssh-rsa {key.get_base64()}"
