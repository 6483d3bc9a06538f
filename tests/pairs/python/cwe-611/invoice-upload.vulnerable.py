from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)

@app.post("/invoices")
def upload():
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True)
    root = etree.fromstring(request.data, parser)
    return jsonify({"total": root.findtext("total")})
