from flask import make_response, request
from markupsafe import escape


def show_cookie():
    theme = request.cookies.get("theme", "light")
    body = "<body class='{}'>hello</body>".format(escape(theme))
    return make_response(body)
