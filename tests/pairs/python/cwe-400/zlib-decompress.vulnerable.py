import zlib


class Frame:
    def __init__(self, sock):
        self.sock = sock

    def payload(self):
        size = int.from_bytes(self.sock.recv(4), "big")
        return zlib.decompress(self.sock.recv(size))
