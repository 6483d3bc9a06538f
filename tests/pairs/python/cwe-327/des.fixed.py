from Crypto.Cipher import AES


def encrypt_file(key, source, target):
    cipher = AES.new(key, AES.MODE_EAX)
    with open(source, "rb") as plain, open(target, "wb") as secret:
        text, tag = cipher.encrypt_and_digest(plain.read())
        secret.write(cipher.nonce + tag + text)
