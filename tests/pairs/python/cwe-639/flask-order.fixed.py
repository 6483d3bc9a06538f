from flask import jsonify
from flask_login import current_user, login_required

@app.route("/orders/<int:order_id>")
@login_required
def order(order_id):
    found = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
    return jsonify(found.as_dict())
