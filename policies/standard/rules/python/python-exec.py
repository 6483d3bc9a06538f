import builtins


def plugin(source):
    # ruleid: python-exec
    exec(source)
    # ruleid: python-exec
    exec("value = " + source, {})
    # ruleid: python-exec
    builtins.exec(source)


def safe(cursor, registry, name):
    # ok: python-exec
    exec("value = 1")
    # ok: python-exec
    cursor.exec(name)
    # ok: python-exec
    return registry[name]()
