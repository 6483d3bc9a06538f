import os
from datetime import date

from flask import Flask, jsonify, request
import subprocess

app = Flask(__name__)

@app.post("/archive")
def archive():
    service = request.get_json()["service"]
    target = f"/backups/{date.today():%Y%m%d}.tar.gz"
    status = subprocess.run(["tar", "czf", target, "--", os.path.join("/var/log", os.path.basename(service))], check=False).returncode
    return jsonify({"archive": target, "status": status})
