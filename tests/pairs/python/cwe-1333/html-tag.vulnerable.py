import re


def plain_text(html):
    return re.sub(r"<(\w+)(\s+[^>]*)*>", " ", html)
