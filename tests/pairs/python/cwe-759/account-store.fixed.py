import hashlib
import os

def store_password(cursor, user_id: int, passphrase: str) -> None:
    salt = os.urandom(16)
    digest = salt + hashlib.scrypt(passphrase.encode("utf-8"), salt=salt, n=2**14, r=8, p=1)
    cursor.execute("UPDATE accounts SET secret = %s WHERE id = %s", (digest, user_id))
