import http.server
import traceback


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            payload = self.server.pages[self.path]
            self.send_response(200)
        except Exception as error:
            self.send_response(500)
            payload = f"{error}\n{traceback.format_exc()}".encode()
        self.end_headers()
        self.wfile.write(payload)
