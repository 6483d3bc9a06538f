import json

from django.shortcuts import render
from django.utils.safestring import mark_safe


def dashboard(request):
    data = {"name": request.user.first_name, "filter": request.GET.get("filter")}
    return render(request, "dashboard.html", {"data": data})
