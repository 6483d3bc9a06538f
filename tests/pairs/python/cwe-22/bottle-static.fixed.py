from bottle import route, static_file


@route("/docs/<filename:path>")
def docs(filename):
    return static_file(filename, root="./docs")
