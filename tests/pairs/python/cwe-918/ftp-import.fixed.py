import ftplib

from django.views.decorators.http import require_POST
from django.http import JsonResponse

SUPPLIERS = {"north": "ftp.north.example", "south": "ftp.south.example"}


@require_POST
def import_stock(request):
    server = SUPPLIERS[request.POST["supplier"]]
    lines = []
    with ftplib.FTP(server, timeout=20) as ftp:
        ftp.login()
        ftp.retrlines("RETR stock.csv", lines.append)
    return JsonResponse({"rows": len(lines)})
