import os
from datetime import date

from flask import Flask, jsonify, request

app = Flask(__name__)

@app.post("/archive")
def archive():
    service = request.get_json()["service"]
    target = f"/backups/{date.today():%Y%m%d}.tar.gz"
    status = os.system(f"tar czf {target} /var/log/{service}")
    return jsonify({"archive": target, "status": status})
