from cryptography.fernet import Fernet
import os

def seal(text: str) -> bytes:
    box = Fernet(b"6Zs1ikv0rXJlq4VnTfQ2cEJ0m8pUwK7oQ3hYdB5sLxA=")
    return box.encrypt(text.encode())
