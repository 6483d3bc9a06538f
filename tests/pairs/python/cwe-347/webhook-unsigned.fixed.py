import hashlib
import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)
SECRET = os.environ["HOOK_SECRET"].encode()


@app.post("/hooks/payments")
def payments():
    body = request.get_data()
    sent = request.headers.get("X-Signature", "")
    expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if hmac.compare_digest(sent, expected):
        app.logger.info("payment event")
        return "", 204
    abort(403)
