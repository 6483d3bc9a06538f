import html

from aiohttp import web

async def search(request: web.Request) -> web.Response:
    term = request.query.get("q", "")
    results = await find(term)
    page = "<h1>Results for " + html.escape(term) + "</h1>" + "".join(results)
    return web.Response(text=page, content_type="text/html")

def make_app() -> web.Application:
    app = web.Application()
    app.router.add_get("/search", search)
    return app
