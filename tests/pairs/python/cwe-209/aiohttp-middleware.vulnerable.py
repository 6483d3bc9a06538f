from aiohttp import web


@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        return web.json_response({"type": type(error).__name__, "message": str(error)}, status=500)
