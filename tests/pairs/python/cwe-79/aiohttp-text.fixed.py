import html

from aiohttp import web


async def not_found(request):
    path = request.match_info["path"]
    body = f"<h1>{html.escape(path)} does not exist</h1>"
    return web.Response(text=body, content_type="text/html", status=404)
