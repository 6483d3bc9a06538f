import ftplib

from django.views.decorators.http import require_POST
from django.http import JsonResponse


@require_POST
def import_stock(request):
    server = request.POST["server"]
    lines = []
    with ftplib.FTP(server, timeout=20) as ftp:
        ftp.login()
        ftp.retrlines("RETR stock.csv", lines.append)
    return JsonResponse({"rows": len(lines)})
