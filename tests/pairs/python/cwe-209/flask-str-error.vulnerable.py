from flask import Flask, jsonify, request

from shop import orders

app = Flask(__name__)


@app.post("/orders")
def create():
    try:
        order = orders.create(request.get_json())
    except Exception as error:
        return jsonify({"error": str(error)}), 500
    return jsonify(order), 201
