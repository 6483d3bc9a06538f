import pdfkit
from flask import Flask, make_response, request

app = Flask(__name__)


@app.route("/pdf")
def pdf():
    page = request.args.get("page")
    document = pdfkit.from_url(page, False)
    answer = make_response(document)
    answer.headers["Content-Type"] = "application/pdf"
    return answer
