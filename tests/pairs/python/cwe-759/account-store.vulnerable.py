import hashlib
import os

def store_password(cursor, user_id: int, passphrase: str) -> None:
    digest = hashlib.sha512(passphrase.encode("utf-8")).digest()
    cursor.execute("UPDATE accounts SET secret = %s WHERE id = %s", (digest, user_id))
