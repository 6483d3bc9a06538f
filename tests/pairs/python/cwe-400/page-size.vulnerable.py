from flask import request
from shop.models import Order


def orders():
    size = request.args.get("size", 20, type=int)
    query = Order.query.order_by(Order.id).limit(size)
    return {"orders": [order.as_dict() for order in query]}
