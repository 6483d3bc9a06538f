import socket
import ssl


def fetch_banner(host: str, port: int = 993) -> bytes:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)
    with socket.create_connection((host, port), timeout=5) as plain:
        with context.wrap_socket(plain, server_hostname=host) as secure:
            return secure.recv(512)
