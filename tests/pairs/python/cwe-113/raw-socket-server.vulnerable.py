from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, quote, urlparse

class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)
        language = query.get("lang", ["en"])[0]
        self.send_response(200)
        self.send_header("Set-Cookie", "lang=" + language)
        self.end_headers()
        self.wfile.write(b"ok")
