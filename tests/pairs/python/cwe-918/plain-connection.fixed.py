from http.client import HTTPSConnection

from django.http import HttpResponse

HOSTS = {"eu": "eu.api.example.com", "us": "us.api.example.com"}


def relay(request):
    host = HOSTS.get(request.GET["region"], HOSTS["eu"])
    connection = HTTPSConnection(host, timeout=5)
    connection.request("GET", "/v2/catalogue")
    return HttpResponse(connection.getresponse().read(100_000))
