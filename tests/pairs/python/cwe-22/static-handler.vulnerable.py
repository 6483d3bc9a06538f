import http.server
import os

ROOT = "/srv/www"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = ROOT + self.path
        if not os.path.isfile(path):
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        with open(path, "rb") as stream:
            self.wfile.write(stream.read())
