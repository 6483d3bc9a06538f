import bleach
import markdown
from markupsafe import Markup


def render_body(post):
    return Markup(bleach.clean(markdown.markdown(post.body), tags=["p", "em", "strong", "ul", "li"]))
