import tornado.web
from tornado.httpclient import AsyncHTTPClient
from urllib.parse import urlparse

DOCUMENT_HOSTS = ("docs.example.com", "wiki.example.com")


class FetchHandler(tornado.web.RequestHandler):
    async def get(self):
        location = self.get_argument("location")
        if urlparse(location).hostname not in DOCUMENT_HOSTS:
            raise tornado.web.HTTPError(403)
        client = AsyncHTTPClient()
        page = await client.fetch(location)
        self.write(page.body)
