from passlib.context import CryptContext

passwords = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto")


def register(users, name, password):
    users[name] = passwords.hash(password)
