import os

from flask import Blueprint, jsonify, request
from werkzeug.utils import secure_filename

bp = Blueprint("attachments", __name__)
FOLDER = "/var/lib/tracker/attachments"


@bp.delete("/attachments")
def delete():
    name = secure_filename(request.json["name"])
    os.remove(f"{FOLDER}/{name}")
    return jsonify(deleted=name)
