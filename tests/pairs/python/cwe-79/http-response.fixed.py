from django.http import HttpResponse
from django.utils.html import escape


def search(request):
    query = request.GET.get("q", "")
    return HttpResponse("<p>No results for <b>%s</b></p>" % escape(query))
