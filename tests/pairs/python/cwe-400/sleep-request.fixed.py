import time

from django.http import JsonResponse


def poll(request):
    wait = min(float(request.GET.get("wait", "1")), 10.0)
    time.sleep(wait)
    return JsonResponse({"ready": True})
