import traceback

import tornado.web


class BaseHandler(tornado.web.RequestHandler):
    def write_error(self, status_code, **kwargs):
        lines = traceback.format_exception(*kwargs["exc_info"])
        self.finish("".join(lines))
