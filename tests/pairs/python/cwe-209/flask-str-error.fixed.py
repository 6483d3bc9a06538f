from flask import Flask, jsonify, request

from shop import orders

app = Flask(__name__)


@app.post("/orders")
def create():
    try:
        order = orders.create(request.get_json())
    except Exception as error:
        app.logger.exception("order failed")
        return jsonify({"error": "the order could not be created"}), 500
    return jsonify(order), 201
