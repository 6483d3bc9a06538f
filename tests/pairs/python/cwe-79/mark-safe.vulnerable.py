from django.utils.html import format_html
from django.utils.safestring import mark_safe


def badge(user):
    return mark_safe("<span class='badge'>" + user.display_name + "</span>")
