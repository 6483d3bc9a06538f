from django.views.decorators.csrf import csrf_exempt, csrf_protect


# ruleid: python-csrf-off
@csrf_exempt
def transfer(request):
    return request


def configure(app):
    # ruleid: python-csrf-off
    app.config["WTF_CSRF_ENABLED"] = False
    # ok: python-csrf-off
    app.config["WTF_CSRF_TIME_LIMIT"] = None


# ok: python-csrf-off
@csrf_protect
def safe(request):
    return request
