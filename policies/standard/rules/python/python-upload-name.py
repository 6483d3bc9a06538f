import os
import uuid

from werkzeug.utils import secure_filename


def store(upload, folder):
    # ruleid: python-upload-name
    upload.save(os.path.join(folder, upload.filename))
    # ruleid: python-upload-name
    with open(folder + "/" + upload.filename, "wb") as file:
        file.write(upload.read())


def safe(upload, folder):
    # ok: python-upload-name
    upload.save(os.path.join(folder, secure_filename(upload.filename)))
    # ok: python-upload-name
    upload.save(os.path.join(folder, uuid.uuid4().hex))
