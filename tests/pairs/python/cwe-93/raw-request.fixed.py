import socket
from urllib.parse import quote
from flask import request

@app.get("/fetch")
def fetch():
    page = quote(request.args["page"], safe="")
    with socket.create_connection(("backend", 8080)) as connection:
        connection.sendall(f"GET /pages/{page} HTTP/1.1\r\nHost: backend\r\n\r\n".encode())
        return connection.recv(65536)
