import jwt
from functools import wraps
from flask import request, jsonify, current_app


def token_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        token = request.args.get("token")
        if not token:
            return jsonify({"message": "Token is missing"}), 401
        try:
            data = jwt.decode(token, current_app.config["SECRET_KEY"], algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return jsonify({"message": "Token is invalid"}), 401
        return view(data["user"], *args, **kwargs)

    return wrapper
