from flask import Flask, render_template

app = Flask(__name__)


@app.errorhandler(500)
def server_error(error):
    return render_template("500.html", message=repr(error.original_exception)), 500
