from django.core.validators import RegexValidator
from django.db import models


class Company(models.Model):
    code = models.CharField(max_length=200, validators=[RegexValidator(r"^(([A-Z])+.)+[A-Z]([a-z])+$")])
