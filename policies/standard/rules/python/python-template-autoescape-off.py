from jinja2 import Environment, select_autoescape
from markupsafe import Markup


def render(loader, name):
    # ruleid: python-template-autoescape-off
    first = Environment(loader=loader)
    # ruleid: python-template-autoescape-off
    second = Environment(loader=loader, autoescape=False)
    # ruleid: python-template-autoescape-off
    return first, second, Markup(f"<b>{name}</b>")


def safe(loader, name):
    # ok: python-template-autoescape-off
    first = Environment(loader=loader, autoescape=True)
    # ok: python-template-autoescape-off
    second = Environment(loader=loader, autoescape=select_autoescape())
    # ok: python-template-autoescape-off
    return first, second, Markup("<b>{}</b>").format(name)
