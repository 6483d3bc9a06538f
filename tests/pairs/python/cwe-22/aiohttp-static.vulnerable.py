from pathlib import Path

from aiohttp import web

ROOT = Path("/srv/assets").resolve()


async def asset(request):
    path = ROOT / request.match_info["name"]
    if not path.exists():
        raise web.HTTPNotFound()
    return web.FileResponse(path)
