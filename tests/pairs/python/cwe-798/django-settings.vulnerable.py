# settings.py
DEBUG = False
ALLOWED_HOSTS = ["shop.example.com"]
SECRET_KEY = "django-insecure-h6&1$kz!p0x@w3v)9m^q2u7e"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": "shop-Pg-2024",
        "HOST": "db",
    }
}
