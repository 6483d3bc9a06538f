import tornado.web
import tornado.escape


class EchoHandler(tornado.web.RequestHandler):
    def get(self):
        message = self.get_argument("message", "")
        self.write("<div>" + tornado.escape.xhtml_escape(message) + "</div>")
