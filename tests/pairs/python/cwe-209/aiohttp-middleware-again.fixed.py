import logging
import traceback

from aiohttp import web

@web.middleware
async def errors(request: web.Request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("unhandled")
        body = {"error": "internal error"}
        return web.json_response(body, status=500)
