from markupsafe import Markup


def breadcrumbs(pages):
    parts = []
    for page in pages:
        parts.append("<a href='/%d'>%s</a>" % (page.id, page.title))
    return Markup(" / ".join(parts))
