from django.utils.html import format_html
from django.utils.safestring import mark_safe


def badge(user):
    return format_html("<span class='badge'>{}</span>", user.display_name)
