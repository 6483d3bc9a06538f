import io

import requests
from celery import shared_task
from PIL import Image

from media.hosts import is_allowed_host


@shared_task
def make_thumbnail(image_url, size):
    if not is_allowed_host(image_url):
        raise ValueError("image host is not allowed")
    content = requests.get(image_url, timeout=10).content
    image = Image.open(io.BytesIO(content))
    image.thumbnail((size, size))
    image.save(f"/srv/thumbs/{make_thumbnail.request.id}.png")
