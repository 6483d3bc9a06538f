import logging
from urllib.parse import urlparse

import requests
from flask import Blueprint, abort, jsonify, request

bp = Blueprint("hooks", __name__)
log = logging.getLogger(__name__)
PARTNER_HOSTS = {"hooks.partner-one.example", "events.partner-two.example"}


@bp.post("/hooks/test")
def send_test_event():
    body = request.get_json()
    target = body["callback_url"]
    parts = urlparse(target)
    if parts.scheme != "https" or parts.hostname not in PARTNER_HOSTS:
        abort(400)
    answer = requests.post(target, json={"event": "ping"}, timeout=5, allow_redirects=False)
    log.info("test event delivered, status %d", answer.status_code)
    return jsonify(delivered=answer.ok)
