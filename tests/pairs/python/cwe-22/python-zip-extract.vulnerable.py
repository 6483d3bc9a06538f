import zipfile
from flask import request, jsonify


def import_project():
    upload = request.files["project"]
    target = "/srv/projects/" + upload.filename
    upload.save(target)
    with zipfile.ZipFile(target) as archive:
        return jsonify(members=archive.namelist())
