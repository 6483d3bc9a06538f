from flask import Blueprint, jsonify
from flask_login import login_required

admin = Blueprint("admin", __name__, url_prefix="/admin")

@admin.route("/users", methods=["GET"])
@login_required
def users():
    return jsonify([user.as_dict() for user in User.query.all()])

@admin.route("/users/<int:user_id>", methods=["DELETE"])
@login_required
def delete_user(user_id: int):
    db.session.delete(User.query.get_or_404(user_id))
    db.session.commit()
    return "", 204
