import io

import requests
from celery import shared_task
from PIL import Image


@shared_task
def make_thumbnail(image_url, size):
    content = requests.get(image_url, timeout=10).content
    image = Image.open(io.BytesIO(content))
    image.thumbnail((size, size))
    image.save(f"/srv/thumbs/{make_thumbnail.request.id}.png")
