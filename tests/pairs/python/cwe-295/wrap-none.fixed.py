import socket
import ssl

sock = socket.create_connection(("relay.example.net", 6697), timeout=10)
context = ssl.create_default_context()
context.minimum_version = ssl.TLSVersion.TLSv1_2
relay = context.wrap_socket(sock, server_hostname="relay.example.net")
relay.sendall(b"NICK archiver\r\n")
