import ssl

context = ssl.create_default_context()
context.set_ciphers("ALL:EXPORT:LOW:!aNULL")


def wrap(sock, name):
    return context.wrap_socket(sock, server_hostname=name)
