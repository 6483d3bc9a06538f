from flask import render_template_string, request

PAGE = "<div class='comment'>{{ text|safe }}</div>"


def comment():
    return render_template_string(PAGE, text=request.form["text"])
