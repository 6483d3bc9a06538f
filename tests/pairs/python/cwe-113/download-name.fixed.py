from flask import Flask, Response, request
from werkzeug.utils import secure_filename

app = Flask(__name__)

@app.get("/download")
def download():
    name = request.args.get("name", "report.csv")
    name = secure_filename(name)
    response = Response(build_report(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
