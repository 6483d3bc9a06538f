# settings.py
DEBUG = False
ALLOWED_HOSTS = ["www.example.com"]
ROOT_URLCONF = "shop.urls"
