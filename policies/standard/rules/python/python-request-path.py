import os

from flask import request, send_file
from werkzeug.utils import secure_filename


def download(folder):
    name = request.args.get("name")
    # ruleid: python-request-path
    with open(os.path.join(folder, name)) as file:
        text = file.read()
    # ruleid: python-request-path
    os.remove("/srv/files/" + request.form["name"])
    # ruleid: python-request-path
    return text, send_file(request.args["path"])


def safe(folder):
    # ok: python-request-path
    with open(os.path.join(folder, secure_filename(request.args["name"]))) as file:
        text = file.read()
    # ok: python-request-path
    with open(os.path.join(folder, "index.html")) as file:
        return text + file.read()
