import socket


def read_status(host):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.settimeout(5)
    sock.connect((host, 7001))
    sock.sendall(b"STATUS\n")
    data = sock.recv(4096)
    sock.close()
    return data.decode()
