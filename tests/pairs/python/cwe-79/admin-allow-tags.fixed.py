from django.contrib import admin
from django.utils.html import format_html


class ArticleAdmin(admin.ModelAdmin):
    list_display = ("title", "link")

    def link(self, article):
        return format_html('<a href="{}">{}</a>', article.url, article.title)
