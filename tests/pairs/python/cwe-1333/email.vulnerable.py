import re

from django.core.exceptions import ValidationError

EMAIL = r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$"


def validate_email(value):
    if not re.match(EMAIL, value):
        raise ValidationError("not an address")
