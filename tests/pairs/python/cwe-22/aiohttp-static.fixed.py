from pathlib import Path

from aiohttp import web

ROOT = Path("/srv/assets").resolve()


async def asset(request):
    path = (ROOT / request.match_info["name"]).resolve()
    if not path.is_relative_to(ROOT):
        raise web.HTTPNotFound()
    if not path.exists():
        raise web.HTTPNotFound()
    return web.FileResponse(path)
