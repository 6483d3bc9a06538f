import traceback

from django.http import HttpResponse
import logging

log = logging.getLogger(__name__)


def export(request):
    try:
        return HttpResponse(build_csv(request.user), content_type="text/csv")
    except Exception:
        log.error("export failed: %s", traceback.format_exc())
        return HttpResponse("export failed", status=500)
