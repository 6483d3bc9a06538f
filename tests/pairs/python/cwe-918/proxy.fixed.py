from aiohttp import ClientSession, web

routes = web.RouteTableDef()
UPSTREAMS = {
    "maps": "https://tiles.maps.example/v1/render",
    "weather": "https://api.weather.example/now",
}


@routes.get("/proxy")
async def proxy(request):
    url = UPSTREAMS.get(request.query["service"])
    if url is None:
        raise web.HTTPNotFound()
    async with ClientSession() as session:
        async with session.get(url) as upstream:
            body = await upstream.read()
            return web.Response(body=body, content_type=upstream.content_type)
