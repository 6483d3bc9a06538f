import hashlib
from werkzeug.security import generate_password_hash

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    password_hash = db.Column(db.String(255))

    def set_password(self, password: str) -> None:
        self.password_hash = generate_password_hash(password)
