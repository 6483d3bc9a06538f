import json
import pickle
from pickle import loads


def session(cookie, file):
    # ruleid: python-pickle-load
    first = pickle.loads(cookie)
    # ruleid: python-pickle-load
    second = loads(cookie)
    # ruleid: python-pickle-load
    third = pickle.load(file)
    return first, second, third


def safe(cookie, file, value):
    # ok: python-pickle-load
    first = json.loads(cookie)
    # ok: python-pickle-load
    pickle.dump(value, file)
    # ok: python-pickle-load
    return json.load(file), first
