import paramiko
import io

KEY = """-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA1c7+9z5Pad7OejecsQ0buGW2YmVdA3zQ8fX0Y4pQ0k2mJr8A
t2s9bS3kVb0m7yL1xWv4Q8bq0gH5nD6eR9uZcT3iKpJ2oFhM1aXyUwE4rGsLlNvB
-----END RSA PRIVATE KEY-----"""


def connect(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="sync", pkey=paramiko.RSAKey.from_private_key(io.StringIO(KEY)))
    return client
