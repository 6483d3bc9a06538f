from http.client import HTTPSConnection

from django.http import HttpResponse


def relay(request):
    host = request.GET["host"]
    connection = HTTPSConnection(host, timeout=5)
    connection.request("GET", "/v2/catalogue")
    return HttpResponse(connection.getresponse().read(100_000))
