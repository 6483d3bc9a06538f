from django.http import JsonResponse
import re

from catalogue.models import Product


def search(request):
    query = request.GET["name"]
    names = [p.name for p in Product.objects.filter(name__icontains=query)]
    return JsonResponse({"names": names})
