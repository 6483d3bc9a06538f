import logging

import requests
from flask import Blueprint, jsonify, request

bp = Blueprint("hooks", __name__)
log = logging.getLogger(__name__)


@bp.post("/hooks/test")
def send_test_event():
    body = request.get_json()
    target = body["callback_url"]
    answer = requests.post(target, json={"event": "ping"}, timeout=5)
    log.info("test event delivered, status %d", answer.status_code)
    return jsonify(delivered=answer.ok)
