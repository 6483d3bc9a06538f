import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

PROVIDERS = {
    "video": "https://video.example/oembed",
    "photo": "https://photo.example/services/oembed",
}


async def oembed(request):
    endpoint = PROVIDERS[request.query_params["provider"]]
    params = {"url": request.query_params["url"], "format": "json"}
    async with httpx.AsyncClient() as client:
        answer = await client.get(endpoint, params=params, timeout=4)
    return JSONResponse(answer.json())


app = Starlette(routes=[Route("/oembed", oembed)])
