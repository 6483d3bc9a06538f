import http.server
import traceback


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            payload = self.server.pages[self.path]
            self.send_response(200)
        except Exception as error:
            self.send_response(500)
            self.log_error("failed: %s", traceback.format_exc())
            payload = b"internal error"
        self.end_headers()
        self.wfile.write(payload)
