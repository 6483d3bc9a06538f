import urllib3
from bottle import post, request, response

http = urllib3.PoolManager(timeout=5.0)


@post("/mirror")
def mirror():
    source = request.forms.get("source")
    upstream = http.request("GET", source, preload_content=False)
    response.status = upstream.status
    return upstream.read(5_000_000)
