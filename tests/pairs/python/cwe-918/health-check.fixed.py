from flask import Flask, jsonify, request
import requests

app = Flask(__name__)
NODES = ["node-a.cluster.local", "node-b.cluster.local"]


@app.get("/status")
def status():
    number = int(request.args["node"])
    if number >= len(NODES):
        return jsonify(error="no such node"), 404
    host, port = NODES[number], "80"
    try:
        reply = requests.get(f"http://{host}:{port}/health", timeout=2)
    except requests.RequestException:
        return jsonify(alive=False)
    return jsonify(alive=reply.ok, body=reply.text)
