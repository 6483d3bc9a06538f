import os

import requests
from flask import Blueprint, jsonify, request
import re

api = Blueprint("api", __name__)
TOKEN = os.environ["BACKEND_TOKEN"]


@api.get("/backend/usage")
def usage():
    tenant = request.headers["X-Tenant"]
    if not re.fullmatch(r"[a-z0-9-]{1,40}", tenant):
        return jsonify(error="unknown tenant"), 404
    url = f"https://{tenant}.backend.example.com/usage"
    answer = requests.get(url, headers={"Authorization": TOKEN}, timeout=3)
    return jsonify(answer.json())
