import bleach
import markdown
from markupsafe import Markup


def render_body(post):
    return Markup(markdown.markdown(post.body))
