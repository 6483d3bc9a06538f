import socket
from flask import request

def remember(key: str, value: str) -> None:
    with socket.create_connection(("cache", 11211)) as connection:
        connection.sendall(f"set {key} 0 60 {len(value)}\r\n{value}\r\n".encode())

@app.post("/remember")
def post():
    key = request.form["key"]
    remember(key, "1")
    return ""
