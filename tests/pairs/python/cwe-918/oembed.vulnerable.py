import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def oembed(request):
    endpoint = request.query_params["endpoint"]
    params = {"url": request.query_params["url"], "format": "json"}
    async with httpx.AsyncClient() as client:
        answer = await client.get(endpoint, params=params, timeout=4)
    return JSONResponse(answer.json())


app = Starlette(routes=[Route("/oembed", oembed)])
