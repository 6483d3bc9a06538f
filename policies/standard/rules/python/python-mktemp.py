import tempfile
from tempfile import mktemp


def scratch():
    # ruleid: python-mktemp
    first = tempfile.mktemp(suffix=".txt")
    # ruleid: python-mktemp
    return first, mktemp()


def safe():
    # ok: python-mktemp
    handle, path = tempfile.mkstemp()
    # ok: python-mktemp
    return handle, path, tempfile.NamedTemporaryFile(delete=False)
