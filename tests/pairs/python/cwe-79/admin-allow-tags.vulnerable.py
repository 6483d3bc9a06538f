from django.contrib import admin
from django.utils.safestring import mark_safe


class ArticleAdmin(admin.ModelAdmin):
    list_display = ("title", "link")

    def link(self, article):
        return mark_safe('<a href="%s">%s</a>' % (article.url, article.title))
