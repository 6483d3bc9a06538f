import asyncpg
from aiohttp import web

routes = web.RouteTableDef()

@routes.get("/devices")
async def devices(request: web.Request) -> web.Response:
    site = request.query["site"]
    pool: asyncpg.Pool = request.app["pool"]
    async with pool.acquire() as connection:
        rows = await connection.fetch("SELECT id, name FROM devices WHERE site = '%s'" % site)
    return web.json_response([dict(row) for row in rows])
