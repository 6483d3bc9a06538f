import os

from flask import Blueprint, jsonify, request

bp = Blueprint("attachments", __name__)
FOLDER = "/var/lib/tracker/attachments"


@bp.delete("/attachments")
def delete():
    name = request.json["name"]
    os.remove(f"{FOLDER}/{name}")
    return jsonify(deleted=name)
