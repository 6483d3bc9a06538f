from flask import Flask, render_template

app = Flask(__name__)


@app.errorhandler(500)
def server_error(error):
    app.logger.error("unhandled", exc_info=error)
    return render_template("500.html"), 500
