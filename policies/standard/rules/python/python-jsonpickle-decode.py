import json

import jsonpickle


def load(text):
    # ruleid: python-jsonpickle-decode
    first = jsonpickle.decode(text)
    # ruleid: python-jsonpickle-decode
    return first, jsonpickle.loads(text)


def safe(text, value):
    # ok: python-jsonpickle-decode
    first = jsonpickle.encode(value)
    # ok: python-jsonpickle-decode
    return first, json.loads(text)
