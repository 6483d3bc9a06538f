import re

from flask import request


def search(text):
    # ruleid: python-pattern-from-request
    first = re.search(request.args["pattern"], text)
    pattern = request.args.get("other")
    # ruleid: python-pattern-from-request
    return first, re.compile(pattern)


def safe(text):
    # ok: python-pattern-from-request
    first = re.search(re.escape(request.args["word"]), text)
    # ok: python-pattern-from-request
    return first, re.search(r"\d+", request.args["text"])
