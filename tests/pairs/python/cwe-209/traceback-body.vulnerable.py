import traceback

from django.http import HttpResponse


def export(request):
    try:
        return HttpResponse(build_csv(request.user), content_type="text/csv")
    except Exception:
        return HttpResponse(traceback.format_exc(), status=500)
