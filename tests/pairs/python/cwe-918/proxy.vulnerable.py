from aiohttp import ClientSession, web

routes = web.RouteTableDef()


@routes.get("/proxy")
async def proxy(request):
    url = request.query["url"]
    async with ClientSession() as session:
        async with session.get(url) as upstream:
            body = await upstream.read()
            return web.Response(body=body, content_type=upstream.content_type)
