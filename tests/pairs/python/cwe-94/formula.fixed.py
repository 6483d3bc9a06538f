import ast

from flask import Flask, jsonify, request

app = Flask(__name__)

@app.post("/calculate")
def calculate():
    formula = request.json["formula"]
    result = ast.literal_eval(formula)
    return jsonify(result=result)
