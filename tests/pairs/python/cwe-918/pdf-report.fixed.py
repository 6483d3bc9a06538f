import pdfkit
from urllib.parse import urlsplit

from flask import Flask, make_response, request

app = Flask(__name__)
PAGES = ("reports.example.org",)


@app.route("/pdf")
def pdf():
    page = request.args.get("page")
    if urlsplit(page).netloc not in PAGES:
        return "unknown page", 400
    document = pdfkit.from_url(page, False)
    answer = make_response(document)
    answer.headers["Content-Type"] = "application/pdf"
    return answer
