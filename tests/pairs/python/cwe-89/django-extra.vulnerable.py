from django.http import JsonResponse
from django.views.decorators.http import require_GET

from .models import Article

@require_GET
def by_tag(request):
    tag = request.GET.get("tag", "")
    articles = Article.objects.extra(where=["tags LIKE '%%" + tag + "%%'"])
    return JsonResponse({"titles": [article.title for article in articles]})
