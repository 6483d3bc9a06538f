from flask import Flask, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/hello")
def hello():
    name = request.args.get("name", "")
    return Markup("<h1>Hello {}</h1>").format(name)
