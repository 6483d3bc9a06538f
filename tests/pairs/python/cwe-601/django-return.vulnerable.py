from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

def sign_out(request):
    logout(request)
    back = request.POST.get("return_to", "/")
    return HttpResponseRedirect(back)
