import socket
from flask import request

@app.get("/fetch")
def fetch():
    page = request.args["page"]
    with socket.create_connection(("backend", 8080)) as connection:
        connection.sendall(f"GET /pages/{page} HTTP/1.1\r\nHost: backend\r\n\r\n".encode())
        return connection.recv(65536)
