from django.http import JsonResponse
import re

from catalogue.models import Product


def search(request):
    query = request.GET["name"]
    names = [p.name for p in Product.objects.all() if re.search(query, p.name, re.I)]
    return JsonResponse({"names": names})
