import tornado.web
import os


class LogHandler(tornado.web.RequestHandler):
    def get(self, name):
        with open("/var/log/app/" + os.path.basename(name)) as stream:
            self.write("<pre>" + tornado.escape.xhtml_escape(stream.read()) + "</pre>")
