from bottle import request, route


@route("/guestbook", method="POST")
def sign():
    entry = request.forms.entry
    with open("guestbook.txt", "a") as book:
        book.write(entry + "\n")
    return "<p>Thanks! You wrote:</p><blockquote>" + entry + "</blockquote>"
