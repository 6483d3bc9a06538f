import random
import secrets

from django.db import models

def generate_key():
    return "%032x" % random.getrandbits(128)

class ApiKey(models.Model):
    key = models.CharField(max_length=32, unique=True, default=generate_key)
    created = models.DateTimeField(auto_now_add=True)
