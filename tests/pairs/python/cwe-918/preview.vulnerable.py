from urllib.request import urlopen

from bs4 import BeautifulSoup
from django.http import JsonResponse
from django.views import View


class LinkPreview(View):
    def get(self, request):
        link = request.GET.get("link", "")
        if not link.startswith("http"):
            link = "http://" + link
        with urlopen(link, timeout=3) as page:
            soup = BeautifulSoup(page.read(200_000), "html.parser")
        title = soup.title.string if soup.title else link
        return JsonResponse({"title": title})
