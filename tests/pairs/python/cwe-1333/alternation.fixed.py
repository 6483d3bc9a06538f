import re


def strip_comments(source):
    return re.sub(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/", "", source)
