import http.server
import json


class Collector(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        self.server.queue.put(json.loads(body))
        self.send_response(204)
        self.end_headers()
