import time

from django.http import JsonResponse


def poll(request):
    wait = float(request.GET.get("wait", "1"))
    time.sleep(wait)
    return JsonResponse({"ready": True})
