from sanic import Sanic
from sanic.response import text

app = Sanic("files")


@app.exception(Exception)
async def failed(request, exception):
    return text(f"Oops, {exception}", status=500)
