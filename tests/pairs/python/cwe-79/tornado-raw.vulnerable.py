import tornado.web


class EchoHandler(tornado.web.RequestHandler):
    def get(self):
        message = self.get_argument("message", "")
        self.write("<div>" + message + "</div>")
