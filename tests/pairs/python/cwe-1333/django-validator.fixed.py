from django.core.validators import RegexValidator
from django.db import models


class Company(models.Model):
    code = models.CharField(max_length=40, validators=[RegexValidator(r"^[A-Z][A-Za-z.]{1,39}$")])
