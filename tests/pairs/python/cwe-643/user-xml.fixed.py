from flask import Flask, abort, jsonify, request
from lxml import etree

app = Flask(__name__)
USERS = etree.parse("users.xml")

@app.post("/login")
def login():
    name, password = request.form["name"], request.form["password"]
    found = USERS.xpath("/users/user[name=$name and password=$password]", name=name, password=password)
    if not found:
        abort(401)
    return jsonify(id=found[0].get("id"))
