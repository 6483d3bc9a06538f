import ast

from flask import Flask, jsonify, request

app = Flask(__name__)

@app.post("/calculate")
def calculate():
    formula = request.json["formula"]
    result = eval(formula, {"__builtins__": {}})
    return jsonify(result=result)
