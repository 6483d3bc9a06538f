import os

import requests
from flask import Blueprint, jsonify, request

api = Blueprint("api", __name__)
TOKEN = os.environ["BACKEND_TOKEN"]


@api.get("/backend/usage")
def usage():
    tenant = request.headers["X-Tenant"]
    url = f"https://{tenant}.backend.example.com/usage"
    answer = requests.get(url, headers={"Authorization": TOKEN}, timeout=3)
    return jsonify(answer.json())
