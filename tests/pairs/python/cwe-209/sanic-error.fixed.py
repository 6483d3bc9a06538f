from sanic import Sanic
from sanic.response import text
from sanic.log import logger

app = Sanic("files")


@app.exception(Exception)
async def failed(request, exception):
    logger.error("failed", exc_info=exception)
    return text("Oops", status=500)
