import jinja2


class Mailer:
    def __init__(self, folder):
        loader = jinja2.FileSystemLoader(folder)
        self.templates = jinja2.Environment(loader=loader)

    def welcome(self, user):
        return self.templates.get_template("welcome.html").render(name=user.name)
