import json

import socketserver

class Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data = self.request.recv(65536)
        job = json.loads(data)
        self.server.queue.put((job["name"], job["arguments"]))

def serve(queue) -> None:
    with socketserver.TCPServer(("127.0.0.1", 9009), Handler) as server:
        server.queue = queue
        server.serve_forever()
