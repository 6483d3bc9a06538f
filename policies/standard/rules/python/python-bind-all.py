import socket


def serve(app, port):
    listener = socket.socket()
    # ruleid: python-bind-all
    listener.bind(("0.0.0.0", port))
    # ruleid: python-bind-all
    app.run(host="0.0.0.0", port=port)


def safe(app, port, host):
    listener = socket.socket()
    # ok: python-bind-all
    listener.bind(("127.0.0.1", port))
    # ok: python-bind-all
    app.run(host=host, port=port)
