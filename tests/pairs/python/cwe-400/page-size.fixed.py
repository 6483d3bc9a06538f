from flask import request
from shop.models import Order


def orders():
    size = min(request.args.get("size", 20, type=int), 100)
    query = Order.query.order_by(Order.id).limit(size)
    return {"orders": [order.as_dict() for order in query]}
