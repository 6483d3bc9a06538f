from flask import Flask, Response, request

app = Flask(__name__)

@app.get("/download")
def download():
    name = request.args.get("name", "report.csv")
    response = Response(build_report(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
