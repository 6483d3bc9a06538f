from jinja2 import Environment, select_autoescape

TEMPLATE = """
<ul>
{% autoescape false %}
{% for item in items %}<li>{{ item.title }}</li>{% endfor %}
{% endautoescape %}
</ul>
"""


def render(items):
    env = Environment(autoescape=select_autoescape(default_for_string=True))
    return env.from_string(TEMPLATE).render(items=items)
