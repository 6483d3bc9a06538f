import json
import marshal


def read(data, file):
    # ruleid: python-marshal-load
    first = marshal.loads(data)
    # ruleid: python-marshal-load
    return first, marshal.load(file)


def safe(data, value):
    # ok: python-marshal-load
    first = json.loads(data)
    # ok: python-marshal-load
    return first, marshal.dumps(value)
