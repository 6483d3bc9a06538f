from jinja2 import Environment, FileSystemLoader

environment = Environment(loader=FileSystemLoader("templates"), autoescape=True)


def profile_page(user):
    return environment.get_template("profile.html").render(user=user)
