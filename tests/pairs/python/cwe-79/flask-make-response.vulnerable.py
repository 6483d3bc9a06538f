from flask import make_response, request


def show_cookie():
    theme = request.cookies.get("theme", "light")
    body = "<body class='{}'>hello</body>".format(theme)
    return make_response(body)
