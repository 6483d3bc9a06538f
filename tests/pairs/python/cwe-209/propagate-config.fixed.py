from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["DEBUG"] = False
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    return app
