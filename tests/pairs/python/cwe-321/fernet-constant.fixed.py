from cryptography.fernet import Fernet
import os

def seal(text: str) -> bytes:
    box = Fernet(os.environ["SEAL_KEY"])
    return box.encrypt(text.encode())
