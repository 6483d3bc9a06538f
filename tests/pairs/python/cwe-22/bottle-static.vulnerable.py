from bottle import response, route


@route("/docs/<filename:path>")
def docs(filename):
    response.content_type = "text/html"
    return open("./docs/" + filename).read()
