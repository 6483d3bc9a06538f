import ssl

context = ssl.create_default_context()
context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")


def wrap(sock, name):
    return context.wrap_socket(sock, server_hostname=name)
