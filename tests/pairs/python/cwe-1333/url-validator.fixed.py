import re


class UrlField:
    pattern = re.compile(r"^https?://[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?:/[\w./-]*)?$")

    def clean(self, value):
        if not self.pattern.match(value):
            raise ValueError("enter a valid URL")
        return value
