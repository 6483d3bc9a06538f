import re


class UrlField:
    pattern = re.compile(r"^https?://([\w-]+\.?)+(:\d+)?(/[\w./-]*)?$")

    def clean(self, value):
        if not self.pattern.match(value):
            raise ValueError("enter a valid URL")
        return value
