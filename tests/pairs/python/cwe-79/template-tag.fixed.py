from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def highlight(text, word):
    safe = conditional_escape(text)
    word = conditional_escape(word)
    return mark_safe(safe.replace(word, f"<em>{word}</em>"))
