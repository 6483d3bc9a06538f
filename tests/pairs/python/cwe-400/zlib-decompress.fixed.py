import zlib

BYTES_MAX = 4_000_000


class Frame:
    def __init__(self, sock):
        self.sock = sock

    def payload(self):
        size = int.from_bytes(self.sock.recv(4), "big")
        return zlib.decompressobj().decompress(self.sock.recv(min(size, BYTES_MAX)), BYTES_MAX)
