from flask import render_template_string, request
from jinja2 import Template


def greet(name):
    # ruleid: python-template-from-text
    return render_template_string(f"<h1>Hello {name}</h1>")


def greet_visitor():
    text = request.args.get("template")
    # ruleid: python-template-from-text
    return Template(text).render()


def safe(name):
    # ok: python-template-from-text
    first = render_template_string("<h1>Hello {{ name }}</h1>", name=name)
    # ok: python-template-from-text
    return first + Template("Hello {{ name }}").render(name=name)
