import zipfile
from flask import request, jsonify
from uuid import uuid4


def import_project():
    upload = request.files["project"]
    target = f"/srv/projects/{uuid4().hex}.zip"
    upload.save(target)
    with zipfile.ZipFile(target) as archive:
        return jsonify(members=archive.namelist())
