import re


def check(text):
    # ruleid: python-slow-pattern
    first = re.match(r"^(a+)+$", text)
    # ruleid: python-slow-pattern
    return first, re.compile(r"^(\w+\s?)*$")


def safe(text):
    # ok: python-slow-pattern
    first = re.match(r"^[a-z]+$", text)
    # ok: python-slow-pattern
    return first, re.compile(r"^\d{1,8}(\.\d{1,8})?$")
