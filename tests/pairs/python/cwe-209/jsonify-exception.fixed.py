from flask import Flask, jsonify, request

app = Flask(__name__)

@app.errorhandler(Exception)
def on_error(error):
    app.logger.exception("request to %s failed", request.endpoint)
    return jsonify({"error": "internal server error"}), 500
