from flask import Flask, jsonify, request
import requests

app = Flask(__name__)


@app.get("/status")
def status():
    host = request.args["host"]
    port = request.args.get("port", "80")
    try:
        reply = requests.get(f"http://{host}:{port}/health", timeout=2)
    except requests.RequestException:
        return jsonify(alive=False)
    return jsonify(alive=reply.ok, body=reply.text)
