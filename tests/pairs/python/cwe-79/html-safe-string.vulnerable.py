from django.utils.safestring import SafeString


class Column:
    def __init__(self, name):
        self.name = name

    def cell(self, record):
        value = getattr(record, self.name)
        return SafeString("<td>" + str(value) + "</td>")
