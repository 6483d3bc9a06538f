from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["DEBUG"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    return app
