import urllib3
from bottle import post, request, response

http = urllib3.PoolManager(timeout=5.0)
MIRROR = "https://mirror.example.net/packages/"


@post("/mirror")
def mirror():
    package = request.forms.get("package")
    if not package.isalnum():
        response.status = 400
        return {"error": "bad name"}
    upstream = http.request("GET", MIRROR + package, preload_content=False)
    response.status = upstream.status
    return upstream.read(5_000_000)
