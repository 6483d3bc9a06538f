from PIL import Image

Image.MAX_IMAGE_PIXELS = 50_000_000


def thumbnail(source, target):
    with Image.open(source) as picture:
        picture.thumbnail((256, 256))
        picture.save(target)
