import socket

from flask import request, jsonify

PRINTERS = {"10.20.0.5", "10.20.0.6"}


def probe():
    payload = request.get_json()
    address = payload["address"]
    if address not in PRINTERS:
        return jsonify(error="unknown printer"), 400
    with socket.create_connection((address, 9100), timeout=2) as printer:
        printer.sendall(b"\x1b%-12345X@PJL INFO STATUS\r\n")
        return jsonify(status=printer.recv(1024).decode("latin-1"))
