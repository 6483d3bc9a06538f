from Crypto.Cipher import DES


def encrypt_file(key, source, target):
    cipher = DES.new(key, DES.MODE_CBC)
    with open(source, "rb") as plain, open(target, "wb") as secret:
        secret.write(cipher.iv)
        while block := plain.read(8):
            secret.write(cipher.encrypt(block.ljust(8, b" ")))
