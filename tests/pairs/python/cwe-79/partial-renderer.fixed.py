from functools import partial

from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)

def wrap(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>"

heading = partial(wrap, "h1")

@app.get("/greet")
def greet():
    name = request.args.get("name", "you")
    return heading(escape(name))
