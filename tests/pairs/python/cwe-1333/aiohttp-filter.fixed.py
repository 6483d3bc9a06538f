import re

from aiohttp import web


async def list_hosts(request):
    expression = request.query.get("filter", ".*")
    hosts = request.app["hosts"]
    return web.json_response([host for host in hosts if expression in host])
