from aiohttp import web
import logging

log = logging.getLogger("web")


@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        log.exception("request failed")
        return web.json_response({"message": "internal error"}, status=500)
