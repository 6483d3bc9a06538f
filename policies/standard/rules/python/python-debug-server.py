import asyncio

from flask import Flask

app = Flask(__name__)
# ruleid: python-debug-server
app.debug = True
# ruleid: python-debug-server
app.config["DEBUG"] = True


def main():
    # ruleid: python-debug-server
    app.run(host="127.0.0.1", debug=True)


def safe(serve, debug):
    # ok: python-debug-server
    app.run(debug=False)
    # ok: python-debug-server
    app.run(debug=debug)
    # ok: python-debug-server
    asyncio.run(serve(), debug=True)
