import os

from django.conf import settings
from django.http import FileResponse, Http404


def media(request, path):
    full = os.path.join(settings.MEDIA_ROOT, path)
    if not os.path.exists(full):
        raise Http404
    return FileResponse(open(full, "rb"))
