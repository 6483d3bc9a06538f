from flask import jsonify, request
from markupsafe import escape


def hello():
    name = request.args.get("name")
    # ruleid: python-html-from-request
    return f"<h1>Hello {name}</h1>"


def search():
    # ruleid: python-html-from-request
    return "<p>" + request.args["query"] + "</p>"


def safe():
    # ok: python-html-from-request
    return f"<h1>Hello {escape(request.args.get('name'))}</h1>"


def safe_too():
    name = request.args.get("name")
    # ok: python-html-from-request
    return jsonify({"name": name})


def safe_count(count):
    # ok: python-html-from-request
    return f"<p>{count}</p>"
