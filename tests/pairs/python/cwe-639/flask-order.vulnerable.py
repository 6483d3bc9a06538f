from flask import jsonify
from flask_login import current_user, login_required

@app.route("/orders/<int:order_id>")
@login_required
def order(order_id):
    found = Order.query.get_or_404(order_id)
    return jsonify(found.as_dict())
