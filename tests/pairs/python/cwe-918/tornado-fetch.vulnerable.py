import tornado.web
from tornado.httpclient import AsyncHTTPClient


class FetchHandler(tornado.web.RequestHandler):
    async def get(self):
        location = self.get_argument("location")
        client = AsyncHTTPClient()
        page = await client.fetch(location)
        self.write(page.body)
