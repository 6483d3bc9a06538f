# settings.py
DEBUG = True
ALLOWED_HOSTS = ["www.example.com"]
ROOT_URLCONF = "shop.urls"
