from markupsafe import Markup, escape


def breadcrumbs(pages):
    parts = []
    for page in pages:
        parts.append(Markup("<a href='/%d'>%s</a>") % (page.id, page.title))
    return Markup(" / ").join(parts)
