import logging
import traceback

from django.http import HttpResponse, JsonResponse

logger = logging.getLogger(__name__)

def import_csv(request):
    try:
        count = run_import(request.FILES["file"])
    except ValueError:
        logger.exception("import failed")
        return HttpResponse("The file could not be imported.", status=400)
    return JsonResponse({"imported": count})
