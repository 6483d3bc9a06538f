import socket

from flask import request, jsonify


def probe():
    payload = request.get_json()
    address = payload["address"]
    with socket.create_connection((address, 9100), timeout=2) as printer:
        printer.sendall(b"\x1b%-12345X@PJL INFO STATUS\r\n")
        return jsonify(status=printer.recv(1024).decode("latin-1"))
