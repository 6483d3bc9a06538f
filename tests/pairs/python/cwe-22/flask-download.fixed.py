import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)
FOLDER = "/srv/downloads"


@app.get("/download")
def download():
    name = request.args["file"]
    return send_from_directory(FOLDER, name)
