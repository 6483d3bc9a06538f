from aiohttp import web


async def store(request):
    data = await request.post()
    return web.json_response({"size": len(data["file"].file.read(1_000_000))})


app = web.Application(client_max_size=2_000_000)
app.add_routes([web.post("/store", store)])
