from django.utils.safestring import SafeString
from django.utils.html import escape


class Column:
    def __init__(self, name):
        self.name = name

    def cell(self, record):
        value = getattr(record, self.name)
        return SafeString("<td>" + escape(value) + "</td>")
