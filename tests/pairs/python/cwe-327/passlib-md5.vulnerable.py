from passlib.context import CryptContext

passwords = CryptContext(schemes=["md5_crypt", "des_crypt"], deprecated="auto")


def register(users, name, password):
    users[name] = passwords.hash(password)
