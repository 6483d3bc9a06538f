import sys
import traceback


def application(environ, start_response):
    try:
        body = dispatch(environ)
        start_response("200 OK", [("Content-Type", "text/html")])
        return [body]
    except Exception:
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [traceback.format_exc().encode()]
